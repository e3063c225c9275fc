package io.pgford.pair;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.Network;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Two containers on a network of their own, where {@code new} reaches {@code old} by that name. */
final class ContainerPair implements PostgresPair {
    private static final int PORT = 5432;

    private final Network network = Network.newNetwork();
    private final Map<Side, PostgreSQLContainer> containers = new EnumMap<>(Side.class);
    private final Secret appPassword = new Secret("app of the tests");
    private final Pair servers;

    ContainerPair(int oldMajor, int newMajor) {
        Map<Side, Integer> ports = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            int port = freePort();
            ports.put(side, port);
            PostgreSQLContainer container = container(side, side == Side.OLD ? oldMajor : newMajor, port);
            containers.put(side, container);
            container.start();
        }
        servers = new Pair(
                endpoint(Side.OLD, ports.get(Side.OLD)),
                endpoint(Side.NEW, ports.get(Side.NEW)),
                Optional.of(Side.OLD.word()),
                Optional.of(PORT));
        Databases.createApp(servers, appPassword);
    }

    private PostgreSQLContainer container(Side side, int major, int port) {
        return new PostgreSQLContainer("postgres:" + major)
                .withDatabaseName("postgres")
                .withUsername("postgres")
                .withPassword("operator of the tests")
                .withEnv("POSTGRES_INITDB_ARGS", "--locale=C.UTF-8 --auth=scram-sha-256")
                .withNetwork(network)
                .withNetworkAliases(side.word())
                // A port that Docker chooses would be another one after a restart.
                .withCreateContainerCmdModifier(command ->
                        command.withHostConfig(Optional.ofNullable(command.getHostConfig())
                                .orElseGet(HostConfig::newHostConfig)
                                .withPortBindings(new PortBinding(
                                        Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(PORT)))))
                .withCommand("postgres", "-c", "fsync=off", "-c", "password_encryption=scram-sha-256");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Endpoint endpoint(Side side, int port) {
        PostgreSQLContainer container = containers.get(side);
        return new Endpoint(
                "127.0.0.1",
                port,
                container.getDatabaseName(),
                container.getUsername(),
                Optional.of(new Secret(container.getPassword())),
                Map.of());
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
        PostgreSQLContainer container = containers.get(side);
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void crash(Side side) {
        PostgreSQLContainer container = containers.get(side);
        container
                .getDockerClient()
                .killContainerCmd(container.getContainerId())
                .withSignal("SIGKILL")
                .exec();
    }

    @Override
    public void start(Side side) {
        PostgreSQLContainer container = containers.get(side);
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        Databases.await(servers, side);
    }

    @Override
    public void close() {
        containers.values().forEach(PostgreSQLContainer::stop);
        network.close();
    }
}
