package io.pgford.pair;

import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.sandbox.Sandbox;
import java.util.Map;

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
    /** The application's role on both sides; no superuser. */
    String APP = Sandbox.APP;

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

    /** The operator's pair, as superuser in database {@code postgres} of both servers. */
    Pair servers();

    /** The passwords of roles on both sides, {@link #APP} among them. */
    Map<String, Secret> roles();

    /** New, empty databases of one name on both sides; the operator's pair, as superuser. */
    default Pair fresh() {
        return Databases.create(servers());
    }

    /** Drops the databases that {@link #fresh()} made, ending the sessions in them. */
    default void drop(Pair pair) {
        Databases.drop(servers(), pair);
    }

    /** Role {@code app} in the database of a pair. */
    default Endpoint app(Pair pair, Side side) {
        return pair.at(side).as(APP, roles().get(APP));
    }

    /** Stops a server in order ({@code fast}): sessions end, what they committed stays. Own servers only. */
    void stop(Side side);

    /** Ends a server by SIGKILL of its postmaster, as a crash would. Own servers only. */
    void crash(Side side);

    /** Starts a server that was stopped or crashed, at the same address. Own servers only. */
    void start(Side side);

    default void restart(Side side) {
        stop(side);
        start(side);
    }

    /** Gives the servers up; those shared live until the JVM ends. */
    @Override
    void close();
}
