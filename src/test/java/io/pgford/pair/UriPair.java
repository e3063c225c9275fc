package io.pgford.pair;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.EndpointParser;
import io.pgford.database.Pair;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Instances that somebody else has started, named by URIs of a superuser; {@code new} must reach {@code old} under its URI's address. */
final class UriPair implements PostgresPair {
    private static final Secret APP_PASSWORD = new Secret("only-for-tests");

    private final Pair servers;

    UriPair() {
        servers = new Pair(
                uri("old"),
                uri("new"),
                Optional.ofNullable(System.getProperty("pgford.test.fdw.host")),
                Optional.ofNullable(System.getProperty("pgford.test.fdw.port")).map(Integer::valueOf));
        makeApp(servers, APP_PASSWORD);
    }

    private static Endpoint uri(String side) {
        String text = System.getProperty("pgford.test." + side);
        if (text == null) {
            throw new IllegalStateException(
                    "-Dpgford.test.postgres=uris needs -Dpgford.test.old=URI and -Dpgford.test.new=URI");
        }
        return EndpointParser.parse(text);
    }

    /** Makes the application's role on both sides, or gives it this password. */
    static void makeApp(Pair servers, Secret password) {
        try (Connections connections = new Connections(servers)) {
            for (Side side : Side.values()) {
                connections.with(side, c -> {
                    boolean there =
                            Rows.holds(c, "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)", APP);
                    Rows.run(
                            c,
                            (there ? "ALTER" : "CREATE") + " ROLE " + Quote.identifier(APP) + " LOGIN PASSWORD "
                                    + Quote.literal(password.reveal()));
                    return true;
                });
            }
        }
    }

    @Override
    public Pair servers() {
        return servers;
    }

    @Override
    public Map<String, Secret> roles() {
        return Map.of(APP, APP_PASSWORD);
    }

    @Override
    public void crash(Side side) {
        Assumptions.abort(
                "SKIPPED: a server named by a URI is not for tests to kill; run with -Dpgford.test.postgres=embedded");
    }

    @Override
    public void start(Side side) {
        // It was never stopped.
    }

    @Override
    public void close() {
        // Not ours to stop.
    }
}
