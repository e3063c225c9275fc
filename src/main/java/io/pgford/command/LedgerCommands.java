package io.pgford.command;

import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** What has crossed, batch by batch. Kept until cleanup. */
public final class LedgerCommands {
    private static final String BATCHES = """
            SELECT id, schema_name, table_name, pg_catalog.array_to_string(after_key, ', ') AS after_key,
                   pg_catalog.array_to_string(upto_key, ', ') AS upto_key, rows, bytes,
                   pg_catalog.lpad(pg_catalog.to_hex(checksum), 16, '0') AS checksum, healing,
                   landed_at::text AS landed_at, left_at::text AS left_at,
                   pg_catalog.round((extract(epoch FROM gate_closed) * 1000)::numeric, 1) AS gate_closed_ms
            FROM pgford.batch
            WHERE ? OR (schema_name || pg_catalog.chr(1) || table_name) = ANY (?)
            ORDER BY id DESC LIMIT ?
            """;

    private final Workbench workbench;

    public LedgerCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "ledger",
            group = "Move",
            description = "The batches that have crossed, the latest first",
            help = """
            ledger
            ledger parent --limit 5
            ledger --limit 1000000 --json

            The same is in table pgford.batch on new, until cleanup. The checksum does not depend on the order of the rows.""")
    public Answer ledger(
            @Arguments List<String> tables,
            @Option(longName = "limit", description = "Batches to show at most", defaultValue = "20") int limit) {
        if (limit < 1) {
            throw Problem.usage("--limit is a number of batches, at least 1", "For instance: ledger --limit 100");
        }
        Survey survey = Survey.of(workbench.connections());
        String[] names = tables.isEmpty()
                ? new String[0]
                : CrossingTables.named(survey, tables).stream()
                        .map(Table::name)
                        .map(n -> n.schema() + '\u0001' + n.name())
                        .toArray(String[]::new);
        if (!survey.register().exists()) {
            return Answer.done("Nothing has crossed yet: there is no ledger on new.");
        }
        List<List<Object>> rows = workbench
                .connections()
                .with(
                        Side.NEW,
                        c -> new ArrayList<>(Rows.list(
                                c,
                                BATCHES,
                                r -> Arrays.<Object>asList(
                                        r.getLong("id"),
                                        new Name(r.getString("schema_name"), r.getString("table_name")).shown(),
                                        r.getString("after_key"),
                                        r.getString("upto_key"),
                                        r.getLong("rows"),
                                        r.getLong("bytes"),
                                        r.getString("checksum"),
                                        r.getBoolean("healing") ? "yes" : "",
                                        r.getString("landed_at"),
                                        r.getString("left_at"),
                                        r.getBigDecimal("gate_closed_ms")),
                                tables.isEmpty(),
                                names,
                                limit)));
        return rows.isEmpty()
                ? Answer.done("No batch has crossed yet.")
                : Answer.builder()
                        .grid(
                                "batches",
                                "",
                                List.of(
                                        "id",
                                        "table",
                                        "after",
                                        "upto",
                                        "rows",
                                        "bytes",
                                        "checksum",
                                        "healing",
                                        "landed_at",
                                        "left_at",
                                        "gate_closed_ms"),
                                rows)
                        .build();
    }
}
