package io.pgford.move;

import io.pgford.catalog.AppSession;
import io.pgford.catalog.ColumnDifferences;
import io.pgford.catalog.ForeignKey;
import io.pgford.catalog.Register;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What must be so before rows may move; what is not, would lose them from somebody's sight. */
public final class Preconditions {
    /** Triggers that fire although session_replication_role is replica: ENABLE ALWAYS, and ENABLE REPLICA. */
    private static final String STUBBORN_TRIGGERS = """
            SELECT pg_catalog.quote_ident(t.tgname) FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND NOT t.tgisinternal AND t.tgenabled IN ('A', 'R') ORDER BY 1
            """;

    private Preconditions() {}

    /**
     * Looks at all of them for these tables.
     *
     * @param despiteSessions move even though sessions of the application are on {@code old}
     * @throws Problem for the first that does not hold; nothing is changed
     */
    public static void require(Connections connections, Survey survey, List<Table> tables, boolean despiteSessions) {
        Register register = survey.register();
        if (register.server().isEmpty()) {
            throw Problem.failed(
                    "There is no link from new to old yet", "The steps in order: plan. The next: fdw init");
        }
        for (Table table : tables) {
            if (register.finished(table.name())) {
                refuseNewRows(connections, table.name());
            } else {
                requireTable(survey, table);
                refuseStubbornTriggers(connections, table.name());
            }
        }
        if (!despiteSessions && tables.stream().anyMatch(t -> !register.finished(t.name()))) {
            requireNobodyOnOld(connections, register);
        }
    }

    /** A finished table no longer reaches over to {@code old}: whatever was written there since, nobody on {@code new} sees. */
    private static void refuseNewRows(Connections connections, Name table) {
        long rows = connections.with(Side.OLD, c -> Rows.number(c, "SELECT count(*) FROM ONLY " + table.sql()));
        if (rows > 0) {
            throw Problem.failed(
                    String.format(
                            Locale.ROOT,
                            "Table %s was finished, but old has %,d row%s of it again, which new does not see",
                            table,
                            rows,
                            rows == 1 ? "" : "s"),
                    "Find out who writes on old: @old select * from pg_stat_activity; then let these rows be seen, and move them:"
                            + " inherit " + table + ", fk off, move " + table);
        }
    }

    private static void requireTable(Survey survey, Table table) {
        Name name = table.name();
        if (!survey.obstacles(name).isEmpty()) {
            throw Problem.failed(
                    "Table " + name + " cannot cross: " + String.join("; ", survey.obstacles(name)),
                    "Mend it on old, or leave it out: fdw init --skip " + name);
        }
        if (!survey.register().attached(name)) {
            throw Problem.failed(
                    "Table " + name + " on new does not show the rows of old yet", "Attach it first: inherit");
        }
        boolean sameKey = survey.newSide()
                .table(name)
                .flatMap(Table::key)
                .filter(k -> k.columns().equals(table.key().orElseThrow().columns()))
                .isPresent();
        if (!sameKey) {
            throw Problem.failed(
                    "Table " + name + " has the key ("
                            + table.key().orElseThrow().sql() + ") on old, and not on new",
                    "Without it an interrupted batch could not be healed. Add it on new; schema diff shows the difference.");
        }
        survey.newSide().table(name).ifPresent(local -> requireSameColumns(table, local));
        refuseForeignKeys(survey, Side.NEW, name, "see only local rows");
        refuseForeignKeys(survey, Side.OLD, name, "would refuse rows that refer to others which have left");
    }

    /** They were when the foreign table was attached; a type that has become narrower since would round what lands. */
    private static void requireSameColumns(Table table, Table local) {
        ColumnDifferences columns = ColumnDifferences.of(table, local);
        if (!columns.what().isEmpty()) {
            throw Problem.failed(
                    "Table " + table.name() + " is not the same on both sides any more:\n  "
                            + String.join("\n  ", columns.what()),
                    columns.advice("go on: move " + table.name()));
        }
    }

    private static void refuseForeignKeys(Survey survey, Side side, Name table, String why) {
        List<ForeignKey> inForce = survey.of(side).foreignKeys().stream()
                .filter(k -> k.table().equals(table) || k.referencedTable().equals(table))
                .toList();
        if (!inForce.isEmpty()) {
            throw Problem.failed(
                    "Foreign keys on " + side + " are still in force, and " + why + ": "
                            + inForce.stream().map(ForeignKey::shown).collect(Collectors.joining(", ")),
                    "Take them off first: fk off");
        }
    }

    private static void refuseStubbornTriggers(Connections connections, Name table) {
        for (Side side : Side.values()) {
            List<String> triggers = connections.with(
                    side, c -> Rows.list(c, STUBBORN_TRIGGERS, r -> r.getString(1), table.schema(), table.name()));
            if (!triggers.isEmpty()) {
                throw Problem.failed(
                        "Triggers of " + table + " on " + side + " would fire for each row that moves, since they are"
                                + " enabled ALWAYS or for REPLICA: " + String.join(", ", triggers),
                        "Make them ordinary for the time of the move, if they may stay silent: @" + side
                                + " ALTER TABLE " + table + " ENABLE TRIGGER " + triggers.get(0) + ";");
            }
        }
    }

    /** Whoever still works on {@code old} directly would see rows vanish. */
    private static void requireNobodyOnOld(Connections connections, Register register) {
        List<String> sessions = connections.with(Side.OLD, c -> AppSession.in(c, register.mappings())).stream()
                .map(one -> "pid " + one.pid() + ", role " + one.role() + ", " + one.application())
                .toList();
        if (!sessions.isEmpty()) {
            throw Problem.failed(
                    "The application is still on old; rows that move would vanish from its sight:\n  "
                            + sessions.stream().limit(5).collect(Collectors.joining("\n  "))
                            + (sessions.size() > 5 ? "\n  and " + (sessions.size() - 5) + " more" : ""),
                    "Let it start on new (the sample's: worker switch new), then move. If these sessions write nothing and may"
                            + " miss rows: move … --despite-sessions");
        }
    }
}
