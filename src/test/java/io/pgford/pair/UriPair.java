package io.pgford.pair;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.EndpointParser;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Servers that run already, such as those of {@code docker-compose.yml}. Superusers' URIs are in {@code pgford.test.old} and {@code pgford.test.new}, where {@code new}
 * reaches {@code old} in {@code pgford.test.fdw.host} and {@code .port} if that differs; role {@code app} gets the password in
 * {@code pgford.test.app.password}, {@code app} by default.
 */
final class UriPair implements PostgresPair {
    private final Pair servers;
    private final Secret appPassword = new Secret(System.getProperty("pgford.test.app.password", "app"));

    UriPair(int oldMajor, int newMajor) {
        servers = new Pair(
                endpoint(Side.OLD),
                endpoint(Side.NEW),
                Optional.ofNullable(System.getProperty("pgford.test.fdw.host")),
                Optional.ofNullable(Integer.getInteger("pgford.test.fdw.port")));
        boolean defaults = oldMajor == 13 && newMajor == 18;
        Assumptions.assumeTrue(
                defaults || (major(Side.OLD) == oldMajor && major(Side.NEW) == newMajor),
                () -> "SKIPPED: this test is for PostgreSQL " + oldMajor + " and " + newMajor
                        + "; the servers given by URI are others");
        Databases.createApp(servers, appPassword);
    }

    private static Endpoint endpoint(Side side) {
        String property = "pgford.test." + side;
        String uri = System.getProperty(property);
        if (uri == null) {
            throw new IllegalArgumentException("-Dpgford.test.postgres=uris needs -D" + property + "=URI");
        }
        return EndpointParser.parse(uri);
    }

    private long major(Side side) {
        try (Connections connections = new Connections(servers)) {
            return connections.with(
                    side,
                    connection -> Rows.number(
                            connection, "SELECT pg_catalog.current_setting('server_version_num')::int / 10000"));
        }
    }

    @Override
    public Pair servers() {
        return servers;
    }

    @Override
    public Map<String, Secret> roles() {
        return Map.of(APP, appPassword);
    }

    @Override
    public void stop(Side side) {
        throw notOurs();
    }

    @Override
    public void crash(Side side) {
        throw notOurs();
    }

    @Override
    public void start(Side side) {
        throw notOurs();
    }

    private static IllegalStateException notOurs() {
        return new IllegalStateException("servers given by URI are not stopped: take PostgresPair.own(old, new)");
    }

    @Override
    public void close() {
        // They were there before.
    }
}
