package io.pgford.move.job;

import io.pgford.catalog.Register;
import io.pgford.catalog.RegisterTables;
import io.pgford.database.Rows;
import io.pgford.move.GatesToClose;
import io.pgford.move.MoveSettings;
import io.pgford.move.Rate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The jobs as they stand on {@code new}, in {@code pgford.job}. A job lives as long as its session holds the lock of its number. */
public final class JobTable {
    private static final String LIST = """
            SELECT j.*,
                   extract(epoch FROM pg_catalog.clock_timestamp() - j.heard_at) * 1000 AS silent_ms,
                   EXISTS (SELECT FROM pg_catalog.pg_locks l
                           WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %d AND l.objid = j.id::oid
                             AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                                               WHERE d.datname = pg_catalog.current_database())) AS alive
            FROM pgford.job j ORDER BY j.id
            """.formatted(Register.JOB_CLASS);

    private static final String INSERT = """
            INSERT INTO pgford.job (tables, host, pid, background, batch, hold_ms, duty, rate, until, gates, rows, rows_total)
            VALUES (?, ?, ?, ?, ?::int, ?, ?, ?, ?::timestamptz, ?, ?, ?) RETURNING id
            """;

    private static final String HEARD = """
            UPDATE pgford.job SET state = ?, current_table = ?, rows = ?, rows_total = ?, rows_per_second = ?, gate_p50_ms = ?,
                   gate_p99_ms = ?, waiting = ?, why = ?, heard_at = pg_catalog.clock_timestamp()
            WHERE id = ? RETURNING wish, batch, hold_ms, duty, rate, gates
            """;

    private JobTable() {}

    /** What others want of a job. */
    record Orders(JobWish wish, MoveSettings settings) {}

    /** Makes the table, where an earlier version of pgford began the crossing. */
    static void ensure(Connection connection) throws SQLException {
        if (!exists(connection)) {
            Rows.run(connection, RegisterTables.JOB);
        }
    }

    private static boolean exists(Connection connection) throws SQLException {
        return Rows.holds(connection, "SELECT pg_catalog.to_regclass('pgford.job') IS NOT NULL");
    }

    /** All jobs of this crossing, the oldest first. */
    public static List<Job> list(Connection connection) throws SQLException {
        return exists(connection) ? Rows.list(connection, LIST, JobTable::job) : List.of();
    }

    /** Those of them that live. */
    public static List<Job> living(Connection connection) throws SQLException {
        return list(connection).stream().filter(Job::living).toList();
    }

    /** Tells a job what is wanted of it; it hears of it within a second. */
    public static void wish(Connection connection, int job, JobWish wish) throws SQLException {
        Rows.change(connection, "UPDATE pgford.job SET wish = ? WHERE id = ? AND ended_at IS NULL", wish.word(), job);
    }

    /** Tells a job how to go about it from now on; it hears of it within a second. */
    public static void settings(Connection connection, int job, MoveSettings settings) throws SQLException {
        Rows.change(
                connection,
                "UPDATE pgford.job SET batch = ?::int, hold_ms = ?, duty = ?, rate = ? WHERE id = ?",
                batch(settings),
                millis(settings),
                settings.duty(),
                rate(settings),
                job);
    }

    static int insert(Connection connection, JobOrder order, String host, long pid, JobNow now) throws SQLException {
        return (int) Rows.number(
                connection,
                INSERT,
                order.shown().toArray(String[]::new),
                host,
                pid,
                order.background(),
                batch(order.settings()),
                millis(order.settings()),
                order.settings().duty(),
                rate(order.settings()),
                order.until().map(Timestamp::from).orElse(null),
                order.settings().gates().name().toLowerCase(Locale.ROOT),
                now.rows(),
                now.total());
    }

    /** Takes the lock that says that a job lives; false where another session has it. */
    static boolean live(Connection connection, int job) throws SQLException {
        return Rows.holds(connection, "SELECT pg_catalog.pg_try_advisory_lock(?, ?)", Register.JOB_CLASS, job);
    }

    /** Writes how far a job is, and reads what is wanted of it; empty where it is not in the table any more. */
    static Optional<Orders> heard(Connection connection, int job, JobNow now) throws SQLException {
        return Rows.first(
                connection,
                HEARD,
                row -> new Orders(JobWish.of(row.getString("wish")), settings(row)),
                now.state().word(),
                now.table(),
                now.rows(),
                now.total(),
                now.rowsPerSecond(),
                now.gateP50Millis(),
                now.gateP99Millis(),
                now.waiting(),
                now.why(),
                job);
    }

    static void ended(Connection connection, int job, String error) throws SQLException {
        Rows.change(
                connection,
                "UPDATE pgford.job SET ended_at = pg_catalog.clock_timestamp(), error = ? WHERE id = ?",
                error,
                job);
    }

    private static String batch(MoveSettings settings) {
        return settings.batch().isPresent() ? String.valueOf(settings.batch().getAsInt()) : null;
    }

    private static double millis(MoveSettings settings) {
        return settings.hold().toNanos() / 1e6;
    }

    private static String rate(MoveSettings settings) {
        return settings.rate().map(Rate::toString).orElse("");
    }

    private static MoveSettings settings(ResultSet row) throws SQLException {
        int batch = row.getInt("batch");
        String rate = row.getString("rate");
        return new MoveSettings(
                batch == 0 ? OptionalInt.empty() : OptionalInt.of(batch),
                Duration.ofNanos((long) (row.getDouble("hold_ms") * 1e6)),
                row.getDouble("duty"),
                rate.isEmpty() ? Optional.empty() : Optional.of(Rate.of(rate)),
                GatesToClose.valueOf(row.getString("gates").toUpperCase(Locale.ROOT)));
    }

    private static Job job(ResultSet row) throws SQLException {
        JobState state = JobState.of(row.getString("state"));
        Optional<Instant> ended = instant(row, "ended_at");
        return new Job(
                row.getInt("id"),
                List.of((String[]) row.getArray("tables").getArray()),
                row.getString("host"),
                row.getLong("pid"),
                row.getString("role"),
                row.getBoolean("background"),
                settings(row),
                instant(row, "until"),
                JobWish.of(row.getString("wish")),
                new JobNow(
                        ended.isEmpty() && !row.getBoolean("alive") ? JobState.DIED : state,
                        row.getString("current_table"),
                        row.getLong("rows"),
                        row.getLong("rows_total"),
                        row.getDouble("rows_per_second"),
                        row.getDouble("gate_p50_ms"),
                        row.getDouble("gate_p99_ms"),
                        row.getLong("waiting"),
                        row.getString("why")),
                row.getString("error"),
                instant(row, "started_at").orElseThrow(),
                Duration.ofMillis(row.getLong("silent_ms")),
                ended);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
