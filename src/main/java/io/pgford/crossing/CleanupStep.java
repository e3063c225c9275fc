package io.pgford.crossing;

import io.pgford.catalog.Progress;
import io.pgford.catalog.Register;
import io.pgford.catalog.SetAside;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.catalog.Watermarks;
import io.pgford.database.Connections;
import io.pgford.database.LockRetry;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Step 11: takes pgford away from {@code new}: foreign tables, gates, server, mappings, its extension, its schema. */
public final class CleanupStep {
    private static final String JOBS = """
            SELECT count(*) FROM pg_catalog.pg_locks l
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = ?::bigint::oid AND l.database = (
                SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
            """;

    private final Connections connections;

    public CleanupStep(Connections connections) {
        this.connections = connections;
    }

    /**
     * What is left to remove.
     *
     * @param dropSetAside whether the rows that healing has set aside may go as well
     * @throws Problem while rows are left on {@code old}, foreign keys are off, a batch was interrupted, or rows are set aside
     */
    public Plan plan(Survey survey, boolean dropSetAside) {
        Register register = survey.register();
        if (Removal.of(register).isEmpty()) {
            return Plan.of(onOld(survey));
        }
        refuseMoving(register);
        refuseJobs();
        refuseUnclean(register);
        refuseRowsLeft(survey);
        if (!register.keptForeignKeys().isEmpty() || !register.keptOnOld().isEmpty()) {
            throw Problem.failed(
                    "These foreign keys are still off: "
                            + CrossingText.some(Stream.concat(
                                            register.keptForeignKeys().stream(), register.keptOnOld().stream())
                                    .map(k -> new Name(
                                            k.key().table().schema(), k.key().name()))
                                    .distinct()
                                    .toList()),
                    "Bring them back first: fk on");
        }
        Map<Name, Long> setAside = connections.with(Side.NEW, SetAside::counts);
        if (!dropSetAside) {
            refuseSetAside(setAside);
        }
        List<String> notes = notes(register, setAside);
        List<Change> changes = new ArrayList<>(Removal.of(register));
        changes.addAll(onOld(survey));
        return new Plan(changes, notes);
    }

    /** What is left on {@code old} of {@code move --prune}; last, since the planner of {@code new} must not believe in it any more. */
    private static List<Change> onOld(Survey survey) {
        return survey.oldSide().sortedTables().stream()
                .filter(Watermarks::on)
                .map(table -> Change.on(Side.OLD, Watermarks.lift(table.name())))
                .toList();
    }

    private static List<String> notes(Register register, Map<Name, Long> setAside) {
        List<String> notes = new ArrayList<>();
        register.skipped().stream()
                .sorted()
                .map(name -> name + " was left out of the crossing: its rows are still on old.")
                .forEach(notes::add);
        setAside.forEach((name, rows) -> notes.add(
                String.format(Locale.ROOT, "The rows of %s that were set aside go as well: %,d.", name, rows)));
        return notes;
    }

    /**
     * Removes everything in one transaction, and looks once more at {@code old} while the foreign tables are locked.
     *
     * @throws Problem where rows have come up on {@code old}, or were set aside, meanwhile; nothing is changed then
     */
    public void apply(Survey survey, Plan plan, boolean dropSetAside) {
        if (plan.isEmpty()) {
            return;
        }
        LockRetry.inTransaction(connections, Side.NEW, c -> {
            if (!dropSetAside) {
                refuseSetAside(SetAside.counts(c));
            }
            run(c, plan, Side.NEW);
            refuseRowsLeft(survey);
            return true;
        });
        if (plan.changes().stream().anyMatch(change -> change.side() == Side.OLD)) {
            LockRetry.inTransaction(connections, Side.OLD, c -> run(c, plan, Side.OLD));
        }
    }

    private static boolean run(Connection connection, Plan plan, Side side) throws SQLException {
        for (Change change : plan.changes()) {
            if (change.side() == side) {
                Rows.run(connection, change.sql());
            }
        }
        return true;
    }

    private static void refuseMoving(Register register) {
        List<Name> moving = register.progress().values().stream()
                .filter(Progress::moving)
                .map(Progress::table)
                .sorted()
                .toList();
        if (!moving.isEmpty()) {
            throw Problem.failed(
                    "A mover is at work on " + CrossingText.some(moving), "Let it finish: status shows how far it is.");
        }
    }

    /** A job between two tables, or one that is about to write that it has ended. */
    private void refuseJobs() {
        long jobs = connections.with(Side.NEW, c -> Rows.number(c, JOBS, Register.JOB_CLASS));
        if (jobs > 0) {
            throw Problem.failed(
                    "A move is at work: " + jobs + (jobs == 1 ? " job lives" : " jobs live"),
                    "Let it finish, or stop it: jobs, stop");
        }
    }

    private static void refuseUnclean(Register register) {
        List<Name> unclean = register.progress().values().stream()
                .filter(Progress::unclean)
                .map(Progress::table)
                .sorted()
                .toList();
        if (!unclean.isEmpty()) {
            throw Problem.failed(
                    "A batch was interrupted and is in both places, for " + CrossingText.some(unclean),
                    "Heal it and finish: move all");
        }
    }

    /** They are nowhere else: {@code new} kept its own copies, and those of {@code old} were deleted there. */
    private static void refuseSetAside(Map<Name, Long> setAside) {
        if (!setAside.isEmpty()) {
            throw Problem.failed(
                    list(
                            "Rows of old were set aside when an interrupted batch was healed, since those of new had come to"
                                    + " differ. They are kept in pgford's schema, which goes with cleanup:",
                            setAside),
                    """
                    Look at them:      @new select * from pgford.set_aside;
                    Save them:         @new \\copy pgford.set_aside to 'set_aside.csv' csv header
                    Then drop them:    cleanup --drop-set-aside""");
        }
    }

    private static String list(String what, Map<Name, Long> rowsOf) {
        StringBuilder list = new StringBuilder(what);
        rowsOf.forEach((name, rows) -> list.append(String.format(Locale.ROOT, "%n  %s: %,d", name, rows)));
        return list.toString();
    }

    /** Looks at every table of the crossing, also one that was never linked. */
    private void refuseRowsLeft(Survey survey) {
        Map<Name, Long> left = new TreeMap<>();
        for (Table table : survey.crossing()) {
            long rows = connections.with(
                    Side.OLD,
                    c -> Rows.number(
                            c, "SELECT count(*) FROM ONLY " + table.name().sql()));
            if (rows > 0) {
                left.put(table.name(), rows);
            }
        }
        if (!left.isEmpty()) {
            throw Problem.failed(list("Rows are left on old:", left), nextFor(left.keySet(), survey.register()));
        }
    }

    private static String nextFor(Set<Name> left, Register register) {
        if (left.stream().anyMatch(register::finished)) {
            return "Somebody has written on old after a table was finished. Find out who; then let these rows be seen and"
                    + " move them: inherit, fk off, move all";
        }
        return register.progress().isEmpty()
                ? "Move them first: move all. Or, to give the crossing up before it has begun: fk on, inherit off, fdw drop"
                : "Move them first: move all";
    }
}
