package io.pgford.crossing;

import io.pgford.catalog.Catalog;
import io.pgford.catalog.Column;
import io.pgford.catalog.Register;
import io.pgford.catalog.Table;
import io.pgford.database.Quote;
import io.pgford.database.Side;
import java.util.stream.Collectors;

/** The statement that declares a foreign table on {@code new} for a table on {@code old}. */
final class ForeignTableSql {
    /** {@code truncatable} is known from PostgreSQL 14 on; before, {@code TRUNCATE} refuses foreign tables anyway. */
    private static final int TRUNCATABLE_SINCE = 14;

    private ForeignTableSql() {}

    static Change create(Table table, Catalog newSide) {
        String columns = table.columns().stream().map(Column::foreignDefinition).collect(Collectors.joining(",\n    "));
        String truncatable = newSide.major() >= TRUNCATABLE_SINCE ? ", truncatable 'false'" : "";
        return Change.on(Side.NEW, """
                CREATE FOREIGN TABLE %s (
                    %s
                ) SERVER %s OPTIONS (schema_name %s, table_name %s%s)""".formatted(
                        RemoteName.of(table.name()).sql(),
                        columns,
                        Register.SERVER,
                        Quote.literal(table.name().schema()),
                        Quote.literal(table.name().name()),
                        truncatable));
    }
}
