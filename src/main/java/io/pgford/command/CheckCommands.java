package io.pgford.command;

import io.pgford.catalog.ForeignKey;
import io.pgford.catalog.ForeignKeys;
import io.pgford.catalog.KeptForeignKey;
import io.pgford.catalog.RegisterReader;
import io.pgford.check.Orphans;
import io.pgford.database.Cancellation;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.shell.core.command.annotation.Command;

/** Whether what should hold does hold. */
public final class CheckCommands {
    private static final String ON = "on";
    private static final String NOT_VALIDATED = "on, not validated";
    private static final String OFF = "off";

    private final Workbench workbench;

    public CheckCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "check fk",
            group = "Check",
            description = "rows on new that refer to a row that is not there",
            help = """
            check fk

            Looks at every foreign key of new, also at those that fk off keeps, through the tables on both sides.
            Ends with exit code 1 where there are orphans.""")
    public Answer foreignKeys(Run run) {
        return Interruptible.with(
                run,
                cancellation -> workbench
                        .connections()
                        .with(
                                Side.NEW,
                                connection ->
                                        cancellation.over(connection, watched -> check(watched, run, cancellation))));
    }

    private static Answer check(Connection connection, Run run, Cancellation cancellation) throws SQLException {
        Map<ForeignKey, String> keys = keys(connection);
        if (keys.isEmpty()) {
            return Answer.done("There are no foreign keys on new.");
        }
        List<Orphans> found = new ArrayList<>();
        for (ForeignKey key : keys.keySet()) {
            cancellation.check();
            run.progress(String.format(Locale.ROOT, "%,d of %,d: %s", found.size() + 1, keys.size(), key.shown()));
            found.add(Orphans.of(connection, key));
        }
        return answer(keys, found);
    }

    /** Each key with its state; one that is kept and declared again is on. */
    private static Map<ForeignKey, String> keys(Connection connection) throws SQLException {
        Map<String, ForeignKey> byName = new LinkedHashMap<>();
        Map<String, String> states = new LinkedHashMap<>();
        for (ForeignKey key : kept(connection)) {
            byName.put(key.shown(), key);
            states.put(key.shown(), OFF);
        }
        for (ForeignKey key : ForeignKeys.declared(connection)) {
            byName.put(key.shown(), key);
            states.put(key.shown(), key.validated() ? ON : NOT_VALIDATED);
        }
        Map<ForeignKey, String> keys = new LinkedHashMap<>();
        byName.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> keys.put(entry.getValue(), states.get(entry.getKey())));
        return keys;
    }

    private static List<ForeignKey> kept(Connection connection) throws SQLException {
        return RegisterReader.read(connection).keptForeignKeys().stream()
                .map(KeptForeignKey::key)
                .toList();
    }

    private static Answer answer(Map<ForeignKey, String> keys, List<Orphans> found) {
        List<List<Object>> summary = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        for (Orphans orphans : found) {
            ForeignKey key = orphans.key();
            summary.add(List.of(
                    key.name(), key.table().shown(), key.referencedTable().shown(), keys.get(key), orphans.count()));
            orphans.rows().forEach(row -> rows.add(List.of(key.name(), row)));
        }
        long broken = found.stream().filter(orphans -> orphans.count() > 0).count();
        Answer.Builder answer = Answer.builder()
                .grid("foreign_keys", "", List.of("foreign_key", "table", "references", "state", "orphans"), summary);
        if (broken == 0) {
            return answer.line(String.format(
                            Locale.ROOT, "%,d foreign %s, no orphans.", keys.size(), keys.size() == 1 ? "key" : "keys"))
                    .build();
        }
        answer.grid("orphan_rows", "The first " + Orphans.SHOWN + " of each", List.of("foreign_key", "row"), rows);
        found.stream()
                .filter(orphans -> orphans.count() > 0)
                .forEach(orphans -> answer.line("The query that finds the orphans of "
                        + orphans.key().shown() + ", on new:\n" + orphans.query()));
        return answer.line(String.format(Locale.ROOT, "%,d of %,d foreign keys do not hold.", broken, keys.size()))
                .next("Delete these rows, or bring back what they refer to; then: check fk")
                .exit(Exit.FAILED)
                .build();
    }
}
