package io.pgford.move;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Fault;
import io.pgford.database.Pair;
import io.pgford.database.Pause;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application on {@code new} that checks all it sees: tables {@code a}, {@code b} and {@code c}, whose first rows stay and
 * carry counters, while the others belong to one client each, which changes their keys, deletes them, and makes new ones.
 */
final class Clients {
    static final String[] TABLES = {"a", "b", "c"};
    private static final int COUNTED = 2_000;
    private static final String SERIALIZATION_FAILURE = "40001";

    final AtomicLong done = new AtomicLong();
    final AtomicLong missing = new AtomicLong();
    final AtomicLong doubled = new AtomicLong();
    final AtomicLong twiceAtTheEnd = new AtomicLong();
    final AtomicLong wrongAtTheEnd = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final Queue<String> errors = new ConcurrentLinkedQueue<>();

    private final Lab lab;
    private final int fixed;
    private final int owned;
    private final boolean changeKeys;
    private final AtomicIntegerArray[] counters = new AtomicIntegerArray[TABLES.length];
    private final AtomicIntegerArray[] inDoubt = new AtomicIntegerArray[TABLES.length];
    private final List<Client> clients = new ArrayList<>();
    private final List<String> fixedText = new ArrayList<>();
    private volatile boolean stopping;
    boolean upwards; // keys are only changed to higher ones, as move --prune insists on

    /**
     * Clients to be started.
     *
     * @param fixed rows in each table that stay
     * @param owned rows in each table that belong to each client
     */
    Clients(Lab lab, int threads, int fixed, int owned, boolean changeKeys) {
        this.lab = lab;
        this.fixed = fixed;
        this.owned = owned;
        this.changeKeys = changeKeys;
        for (int i = 0; i < TABLES.length; i++) {
            counters[i] = new AtomicIntegerArray(fixed + 1);
            inDoubt[i] = new AtomicIntegerArray(fixed + 1);
        }
        for (int i = 0; i < threads; i++) {
            clients.add(new Client(i));
        }
    }

    /** Makes the tables on both sides, fills them on {@code old}, and takes the steps up to the move. */
    void prepare() {
        for (String table : TABLES) {
            lab.sql(Side.NEW, """
                    SET check_function_bodies = off;
                    CREATE FUNCTION count_%1$s(first int, last int) RETURNS bigint LANGUAGE plpgsql AS
                        'BEGIN RETURN (SELECT count(*) FROM %1$s WHERE id BETWEEN first AND last); END'""".formatted(table));
            lab.both(
                    "CREATE TABLE %1$s (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, pad text NOT NULL); GRANT ALL ON %1$s TO app"
                            .formatted(table));
            lab.sql(
                    Side.OLD,
                    "INSERT INTO %s SELECT i, 0, substr(repeat(md5(i::text), 3), 1, i %% 97) FROM generate_series(1, %d) i; ANALYZE"
                            .formatted(table, fixed + owned * clients.size()));
            fixedText.add(lab.text(Side.OLD, fixedText(table)));
        }
        lab.shell.mustRun(Lab.UP_TO_MOVE);
    }

    /** A digest over all that the clients do not change. */
    private String fixedText(String table) {
        return "SELECT md5(string_agg(t::text, ';' ORDER BY t.id)) FROM (SELECT id, pad FROM %s WHERE id BETWEEN 1 AND %d) t"
                .formatted(table, fixed);
    }

    void start() {
        clients.forEach(Client::start);
    }

    /** Rows that there should be in each table. */
    private long expected(int table) {
        return fixed + clients.stream().mapToLong(c -> c.mine.get(table).size()).sum();
    }

    /** Stops the clients, and compares what is there with what they did. */
    void stop() throws InterruptedException {
        if (stopping) {
            return;
        }
        stopping = true;
        for (Client client : clients) {
            client.join();
        }
        for (int table = 0; table < TABLES.length; table++) {
            compare(table);
        }
    }

    private void compare(int table) {
        Map<Integer, Integer> rows = new HashMap<>();
        lab.connections.with(Side.NEW, c -> {
            try (PreparedStatement query = c.prepareStatement("SELECT id, n FROM " + TABLES[table]);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (rows.put(row.getInt(1), row.getInt(2)) != null) {
                        twiceAtTheEnd.incrementAndGet();
                    }
                }
            }
            return true;
        });
        for (int id = 1; id <= fixed; id++) {
            int least = counters[table].get(id);
            int is = rows.getOrDefault(id, -1);
            if (is < 0) {
                missing.incrementAndGet();
            } else if (is < least || is > least + inDoubt[table].get(id)) {
                lost.addAndGet(Math.abs((long) least - is));
            }
        }
        for (Client client : clients) {
            missing.addAndGet(client.mine.get(table).stream()
                    .filter(id -> !rows.containsKey(id))
                    .count());
        }
        if (!lab.text(Side.NEW, fixedText(TABLES[table])).equals(fixedText.get(table))) {
            wrongAtTheEnd.incrementAndGet();
        }
        if (rows.size() != expected(table) && clients.stream().noneMatch(c -> c.failed)) {
            wrongAtTheEnd.incrementAndGet();
        }
    }

    /** What was seen, for people. */
    @Override
    public String toString() {
        return "%,d operations, %d missing, %d doubled, %d lost updates, at the end %d rows twice and %d counts wrong, %d errors %s"
                .formatted(
                        done.get(),
                        missing.get(),
                        doubled.get(),
                        lost.get(),
                        twiceAtTheEnd.get(),
                        wrongAtTheEnd.get(),
                        errors.size(),
                        errors.stream().limit(3).toList());
    }

    /** All that must not be seen, errors apart. */
    long anomalies() {
        return doubled.get() + damage();
    }

    /**
     * What must not be seen even after a kill, when an interrupted batch may be seen on both sides until it is healed.
     */
    long damage() {
        return missing.get() + lost.get() + twiceAtTheEnd.get() + wrongAtTheEnd.get();
    }

    /** Something a client does in one transaction. */
    @FunctionalInterface
    private interface Operation {
        void on(Connection connection) throws SQLException;
    }

    /** One session of the application. */
    private final class Client extends Thread {
        private final List<List<Integer>> mine = new ArrayList<>();
        private final Random random;
        private final int number;
        private int made;
        private volatile boolean failed;

        Client(int number) {
            super("client " + number);
            this.number = number;
            this.random = new Random(number);
            for (int table = 0; table < TABLES.length; table++) {
                List<Integer> ids = new ArrayList<>();
                for (int i = 1; i <= owned; i++) {
                    ids.add(fixed + number * owned + i);
                }
                mine.add(ids);
            }
        }

        @Override
        public void run() {
            Endpoint app = lab.servers.app(lab.pair, Side.NEW);
            Connections connections = new Connections(new Pair(app, app, Optional.empty(), Optional.empty()));
            while (!stopping) {
                try (Connection c = connections.open(Side.NEW, "test client")) {
                    c.setAutoCommit(false);
                    while (!stopping) {
                        any(c);
                        done.incrementAndGet();
                    }
                } catch (SQLException e) {
                    failed = true;
                    errors.add(e.getSQLState() + " " + Fault.plain(e));
                    Pause.of(50);
                } catch (Problem e) {
                    errors.add(e.what());
                    Pause.of(50);
                }
            }
            connections.close();
        }

        private void any(Connection c) throws SQLException {
            int table = random.nextInt(TABLES.length);
            switch (random.nextInt(20)) {
                case 0 -> once(c, x -> count(x, table));
                case 1 -> once(c, this::countTwo);
                case 2, 3, 4, 5 -> once(c, x -> see(x, table, 1 + random.nextInt(fixed)));
                case 6, 7 -> twoTables(c);
                case 8 -> threeTables(c);
                case 9 -> remove(c, table);
                case 10 -> make(c, table);
                case 11, 12 -> changeKey(c, table);
                default -> count(c, table, 1 + random.nextInt(fixed));
            }
        }

        /** Runs it until it is committed. */
        private void once(Connection c, Operation operation) throws SQLException {
            while (true) {
                try {
                    operation.on(c);
                    c.commit();
                    return;
                } catch (SQLException e) {
                    if (!SERIALIZATION_FAILURE.equals(e.getSQLState())) {
                        throw e;
                    }
                    c.rollback();
                }
            }
        }

        /** A full count over keys that all stay: of the whole table now and then, else of as many as a busy application reads. */
        private void count(Connection c, int table) throws SQLException {
            int length = random.nextInt(40) == 0 ? fixed : Math.min(fixed, COUNTED);
            int from = 1 + random.nextInt(fixed - length + 1);
            int upto = from + length - 1;
            // Also from within a function, whose statements lock the gates in the middle of another.
            String sql = random.nextBoolean()
                    ? "SELECT count_" + TABLES[table] + "(" + from + ", " + upto + ")"
                    : "SELECT count(*) FROM " + TABLES[table] + " WHERE id BETWEEN " + from + " AND " + upto;
            long is = number(c, sql);
            if (is < length) {
                missing.incrementAndGet();
            } else if (is > length) {
                doubled.incrementAndGet();
            }
        }

        /** What a transaction saw first must not fix what it sees later. */
        private void countTwo(Connection c) throws SQLException {
            see(c, random.nextInt(TABLES.length), 1 + random.nextInt(fixed));
            Pause.of(10);
            count(c, random.nextInt(TABLES.length));
        }

        private void see(Connection c, int table, int id) throws SQLException {
            judge(number(c, "SELECT count(*) FROM " + TABLES[table] + " WHERE id = " + id));
        }

        /** Counts a row's counter up. Where the outcome of the commit is unknown, both are right. */
        private void count(Connection c, int table, int id) throws SQLException {
            inDoubt[table].incrementAndGet(id);
            once(c, x -> judge(change(x, table, id)));
            counters[table].incrementAndGet(id);
            inDoubt[table].decrementAndGet(id);
        }

        private long change(Connection c, int table, int id) throws SQLException {
            try (PreparedStatement update =
                    c.prepareStatement("UPDATE " + TABLES[table] + " SET n = n + 1 WHERE id = ?")) {
                update.setInt(1, id);
                return update.executeUpdate();
            }
        }

        private void twoTables(Connection c) throws SQLException {
            int one = 1 + random.nextInt(fixed);
            int two = 1 + random.nextInt(fixed);
            inDoubt[0].incrementAndGet(one);
            inDoubt[1].incrementAndGet(two);
            once(c, x -> {
                judge(change(x, 0, one));
                judge(change(x, 1, two));
                see(x, 2, two);
            });
            counters[0].incrementAndGet(one);
            counters[1].incrementAndGet(two);
            inDoubt[0].decrementAndGet(one);
            inDoubt[1].decrementAndGet(two);
        }

        private void threeTables(Connection c) throws SQLException {
            int[] ids = {1 + random.nextInt(fixed), 1 + random.nextInt(fixed), 1 + random.nextInt(fixed)};
            int first = random.nextInt(TABLES.length);
            for (int table = 0; table < TABLES.length; table++) {
                inDoubt[table].incrementAndGet(ids[table]);
            }
            once(c, x -> {
                for (int i = 0; i < TABLES.length; i++) {
                    see(x, (first + i) % TABLES.length, 1 + random.nextInt(fixed));
                }
                // Always in this order: two that wait for each other on different servers would wait for ever.
                for (int table = 0; table < TABLES.length; table++) {
                    judge(change(x, table, ids[table]));
                }
            });
            for (int table = 0; table < TABLES.length; table++) {
                counters[table].incrementAndGet(ids[table]);
                inDoubt[table].decrementAndGet(ids[table]);
            }
        }

        private void remove(Connection c, int table) throws SQLException {
            if (!mine.get(table).isEmpty()) {
                int at = random.nextInt(mine.get(table).size());
                int id = mine.get(table).remove(at);
                once(c, x -> judge(update(x, "DELETE FROM " + TABLES[table] + " WHERE id = " + id)));
            }
        }

        private void make(Connection c, int table) throws SQLException {
            int id = fresh();
            once(c, x -> update(x, "INSERT INTO " + TABLES[table] + " VALUES (" + id + ", 0, 'made')"));
            mine.get(table).add(id);
        }

        /** A key that nobody has had, above or below all that were there at the start. */
        private int fresh() {
            int id = 1_000_000 * (number + 1) + made++;
            return random.nextBoolean() ? id : -id;
        }

        private void changeKey(Connection c, int table) throws SQLException {
            if (changeKeys && !mine.get(table).isEmpty()) {
                int at = random.nextInt(mine.get(table).size());
                int before = mine.get(table).remove(at);
                int after = upwards ? Math.abs(fresh()) : fresh();
                once(
                        c,
                        x -> judge(
                                update(x, "UPDATE " + TABLES[table] + " SET id = " + after + " WHERE id = " + before)));
                mine.get(table).add(after);
            }
        }

        private void judge(long rows) {
            if (rows == 0) {
                missing.incrementAndGet();
            } else if (rows > 1) {
                doubled.incrementAndGet();
            }
        }

        private long number(Connection c, String sql) throws SQLException {
            try (PreparedStatement query = c.prepareStatement(sql);
                    ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }

        private long update(Connection c, String sql) throws SQLException {
            try (PreparedStatement statement = c.prepareStatement(sql)) {
                return statement.executeUpdate();
            }
        }
    }
}
