package io.pgford.move.job;

import io.pgford.catalog.Register;
import io.pgford.database.Connections;
import io.pgford.database.Fault;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.move.Steering;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A job's place on {@code new}: a session of its own that holds the lock by which the job lives, writes how far it is, and reads
 * what others wish of it, three times a second. The movers never wait for it.
 */
final class JobBoard {
    private static final long PERIOD_MILLIS = 300;

    /** A killed shell's session may be there for a moment still; a living job is heard of again within this time. */
    private static final Duration HEARTBEAT = Duration.ofMillis(1_500);

    private static final Duration LINGERING = Duration.ofSeconds(12);
    private static final int WRITE_TRIES = 20;

    private final Connections connections;
    private final int id;
    private final JobMonitor monitor;
    private final Steering steering;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private Connection session;
    private boolean locked = true;

    private JobBoard(Connections connections, Connection session, int id, JobMonitor monitor, Steering steering) {
        this.connections = connections;
        this.session = session;
        this.id = id;
        this.monitor = monitor;
        this.steering = steering;
        this.thread = new Thread(this::watch, "job " + id);
        thread.setDaemon(true);
    }

    /**
     * Enters a job, which lives from now on.
     *
     * @throws Problem where another living job has one of its tables, naming it and how to stop it; nothing is begun then
     */
    static JobBoard enter(Connections connections, JobOrder order, JobMonitor monitor, Steering steering) {
        Connection session = open(connections);
        try {
            int id = enter(session, order, monitor);
            JobBoard board = new JobBoard(connections, session, id, monitor, steering);
            board.thread.start();
            return board;
        } catch (SQLException e) {
            closeQuietly(session);
            throw connections.fault(Side.NEW, e);
        } catch (Problem e) {
            closeQuietly(session);
            throw e;
        }
    }

    private static Connection open(Connections connections) {
        Connection session = connections.open(Side.NEW, "job");
        try {
            Rows.run(session, "SET synchronous_commit = off");
            Rows.run(session, "SET lock_timeout = '5s'; SET statement_timeout = '30s'");
            Rows.run(
                    session,
                    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3");
            return session;
        } catch (SQLException e) {
            closeQuietly(session);
            throw connections.fault(Side.NEW, e);
        }
    }

    private static int enter(Connection session, JobOrder order, JobMonitor monitor) throws SQLException {
        // Jobs begin one after the other, so that no two of them take the same table.
        Rows.list(session, "SELECT pg_catalog.pg_advisory_lock(?, 0)", row -> true, Register.JOB_CLASS);
        try {
            JobTable.ensure(session);
            Holding.refuse(session, order.shown(), HEARTBEAT, LINGERING);
            int id = JobTable.insert(
                    session, order, Holding.host(), ProcessHandle.current().pid(), monitor.now());
            JobTable.live(session, id);
            return id;
        } finally {
            Rows.list(session, "SELECT pg_catalog.pg_advisory_unlock(?, 0)", row -> true, Register.JOB_CLASS);
        }
    }

    int id() {
        return id;
    }

    private void watch() {
        try {
            do {
                exchange();
            } while (!over.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What goes wrong here does not concern the rows: the movers notice by themselves when {@code new} is gone. */
    private synchronized boolean exchange() {
        try {
            if (!session.isValid(5)) {
                closeQuietly(session);
                session = open(connections);
                locked = false;
            }
            // The server may not have missed the lost session yet.
            locked = locked || JobTable.live(session, id);
            Optional<JobTable.Orders> orders = JobTable.heard(session, id, monitor.now());
            orders.ifPresent(wanted -> {
                steering.set(wanted.settings());
                // What was asked for in this shell is not undone by a table that has not heard of it yet.
                if (monitor.wish() != JobWish.STOP) {
                    monitor.wish(wanted.wish());
                }
            });
            return true;
        } catch (SQLException | Problem e) {
            System.getLogger(JobBoard.class.getName()).log(System.Logger.Level.DEBUG, "job " + id, e);
            return false;
        }
    }

    /** The job has come to its end: says so on {@code new}, and gives up its place. */
    void leave(String error) {
        over.countDown();
        try {
            thread.join();
            for (int i = 0; i < WRITE_TRIES && !left(error); i++) {
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(session);
        }
    }

    private synchronized boolean left(String error) {
        if (!exchange()) {
            return false;
        }
        try {
            JobTable.ended(session, id, error);
            return true;
        } catch (SQLException e) {
            return !Fault.isConnectionError(e);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone already.
        }
    }
}
