package io.pgford.shell.describe;

import io.pgford.sql.Redactor;

/** Options of foreign objects as SQL that shows them without secrets. */
final class Options {
    private Options() {}

    /** An expression that shows a {@code text[]} of options as {@code OPTIONS (…)} would be written. */
    static String shown(String column) {
        return """
            (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(o.option_name) || ' ' ||
                      CASE WHEN o.option_name OPERATOR(pg_catalog.~*) 'passw|passphrase|secret|token'
                           THEN '%s' ELSE pg_catalog.quote_literal(o.option_value) END, ', ')
             FROM pg_catalog.pg_options_to_table(%s) AS o)""".formatted(Redactor.MASK, column);
    }
}
