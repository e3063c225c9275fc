package io.pgford.shell.meta;

import io.pgford.command.Workbench;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.Draft;
import io.pgford.shell.Editor;
import io.pgford.shell.SqlRunner;
import io.pgford.shell.sql.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code \sf}, {@code \sv}, {@code \ef} and {@code \ev}: a function, or a view, as SQL that would make it again. */
public final class SourceCommand implements MetaCommand {
    /** With parentheses it is a signature, which picks one of several functions. */
    private static final String FUNCTION = "SELECT pg_catalog.pg_get_functiondef(?::pg_catalog.%s)";

    private static final String VIEW = """
            SELECT pg_catalog.format(E'CREATE %s %s AS\\n%s',
                CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'OR REPLACE VIEW' END,
                oid::pg_catalog.regclass, pg_catalog.pg_get_viewdef(oid, true))
            FROM pg_catalog.pg_class WHERE oid = ?::pg_catalog.regclass AND relkind IN ('v', 'm')
            """;

    private final SqlRunner sql;
    private final Sessions sessions;
    private final Workbench workbench;
    private final Editor editor;
    private final Draft draft;

    public SourceCommand(SqlRunner sql, Sessions sessions, Workbench workbench, Editor editor, Draft draft) {
        this.sql = sql;
        this.sessions = sessions;
        this.workbench = workbench;
        this.editor = editor;
        this.draft = draft;
    }

    @Override
    public List<String> names() {
        return List.of("\\sf", "\\sv", "\\sf+", "\\sv+", "\\ef", "\\ev");
    }

    @Override
    public String usage() {
        return "\\sf[+] NAME, \\sv[+] NAME, \\ef NAME, \\ev NAME";
    }

    @Override
    public String what() {
        return "the source of a function or a view, with + by line; \\ef, \\ev: edit it, to be run at Enter";
    }

    @Override
    public Outcome run(MetaCall call) {
        String name = call.rest();
        boolean function = call.name().charAt(2) == 'f';
        if (name.isEmpty()) {
            throw Problem.usage(
                    call.name() + " needs the name of a " + (function ? "function" : "view"),
                    "For instance: " + (function ? "\\sf touch, or \\sf touch(integer)" : "\\sv open_orders"));
        }
        return sql.onSides(call.console(), call.item().route(), side -> {
            String source = source(side, function, name)
                    .orElseThrow(() -> Problem.failed(name + " is no view on " + side, "\\dv lists the views."));
            if (call.name().startsWith("\\e")) {
                edit(call, source);
            } else {
                show(call, source);
            }
            return Optional.empty();
        });
    }

    private static void show(MetaCall call, String source) {
        int number = 0;
        for (String line : source.lines().toList()) {
            number++;
            String begin = call.name().endsWith("+") ? String.format(Locale.ROOT, "%-7d ", number) : "";
            call.tell(begin + line);
        }
    }

    private void edit(MetaCall call, String source) {
        if (!call.console().interactive()) {
            throw Problem.usage(call.name() + " needs a terminal", "\\sf and \\sv show the source.");
        }
        String text = source.stripTrailing();
        editor.edit(text.endsWith(";") ? text : text + ";")
                .ifPresentOrElse(draft::put, () -> call.tell("Left as it was; nothing to run."));
    }

    private Optional<String> source(Side side, boolean function, String name) {
        Connection connection = sessions.on(side).connection();
        String query = function ? FUNCTION.formatted(name.endsWith(")") ? "regprocedure" : "regproc") : VIEW;
        try {
            return Rows.first(connection, query, row -> row.getString(1), name);
        } catch (SQLException e) {
            throw workbench.connections().fault(side, e);
        }
    }
}
