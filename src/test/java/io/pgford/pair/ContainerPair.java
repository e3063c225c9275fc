package io.pgford.pair;

import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.Network;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Containers on a network of their own, on which {@code new} reaches {@code old} by its name. */
final class ContainerPair implements PostgresPair {
    private static final Secret APP_PASSWORD = new Secret("only-for-tests");
    private static final String SUPERUSER = "postgres";

    private final Network network = Network.newNetwork();
    private final PostgreSQLContainer oldServer;
    private final PostgreSQLContainer newServer;

    ContainerPair(int oldMajor, int newMajor) {
        oldServer = container(oldMajor, "old");
        newServer = container(newMajor, "new");
        oldServer.start();
        newServer.start();
        UriPair.makeApp(servers(), APP_PASSWORD);
    }

    private PostgreSQLContainer container(int major, String alias) {
        return new PostgreSQLContainer("postgres:" + major)
                .withNetwork(network)
                .withNetworkAliases(alias)
                .withDatabaseName("postgres")
                .withUsername(SUPERUSER)
                .withPassword("only-for-tests");
    }

    private static Endpoint endpoint(PostgreSQLContainer server) {
        return new Endpoint(
                server.getHost(),
                server.getMappedPort(5432),
                "postgres",
                SUPERUSER,
                Optional.of(new Secret(server.getPassword())),
                Map.of());
    }

    @Override
    public Pair servers() {
        return new Pair(endpoint(oldServer), endpoint(newServer), Optional.of("old"), Optional.of(5432));
    }

    @Override
    public Map<String, Secret> roles() {
        return Map.of(APP, APP_PASSWORD);
    }

    @Override
    public void crash(Side side) {
        server(side)
                .getDockerClient()
                .killContainerCmd(server(side).getContainerId())
                .exec();
    }

    @Override
    public void start(Side side) {
        server(side)
                .getDockerClient()
                .startContainerCmd(server(side).getContainerId())
                .exec();
    }

    private PostgreSQLContainer server(Side side) {
        return side == Side.OLD ? oldServer : newServer;
    }

    @Override
    public void close() {
        oldServer.stop();
        newServer.stop();
        network.close();
    }
}
