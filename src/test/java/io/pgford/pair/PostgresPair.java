package io.pgford.pair;

import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Side;

/**
 * Two real servers for integration tests, chosen by {@code -Dpgford.test.postgres=embedded|containers|uris} (see {@link Kind}). A test asks for
 * a fresh pair of databases and works there alone:
 *
 * <pre>{@code
 * private final PostgresPair servers = PostgresPair.shared();
 * private final Pair pair = servers.fresh();
 *
 * @AfterEach
 * void drop() {
 *     servers.drop(pair);
 * }
 * }</pre>
 *
 * Role {@code app} exists on both sides with the same password, may connect to the fresh databases, and nothing else.
 */
public interface PostgresPair extends AutoCloseable {
    /** PostgreSQL 13 and 18, started once per JVM and shared by all tests in it. */
    static PostgresPair shared() {
        return shared(13, 18);
    }

    /** As {@link #shared()}, for other major versions; skips the test where the kind of servers has no choice. */
    static PostgresPair shared(int oldMajor, int newMajor) {
        return SharedPairs.of(oldMajor, newMajor);
    }

    /** Servers of the test's own, which it may stop and kill; it closes them. Skips the test where there are none to be had. */
    static PostgresPair own(int oldMajor, int newMajor) {
        return Kind.chosen().own(oldMajor, newMajor);
    }

    /** New, empty databases of one name on both sides; the operator's pair, as superuser. */
    Pair fresh();

    /** Drops the databases that {@link #fresh()} made, ending the sessions in them. */
    void drop(Pair pair);

    /** Role {@code app} in the database of a pair. */
    Endpoint app(Pair pair, Side side);

    /** Stops a server in order ({@code fast}): sessions end, what they committed stays. Own servers only. */
    void stop(Side side);

    /** Ends a server by SIGKILL of its postmaster, as a crash would. Own servers only. */
    void kill(Side side);

    /** Starts a server that was stopped or killed, at the same address. Own servers only. */
    void start(Side side);

    default void restart(Side side) {
        stop(side);
        start(side);
    }

    /** Gives the servers up; those shared live until the JVM ends. */
    @Override
    void close();
}
