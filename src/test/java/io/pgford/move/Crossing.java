package io.pgford.move;

import io.pgford.database.Connections;
import io.pgford.database.Pair;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.pair.PostgresPair;
import io.pgford.shell.TestShell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A crossing prepared up to the point where rows may move, and what is asked of it afterwards. */
final class Crossing implements AutoCloseable {
    private final PostgresPair servers;
    private final Pair pair;
    private final Connections connections;

    private Crossing(PostgresPair servers) {
        this.servers = servers;
        this.pair = servers.fresh();
        this.connections = new Connections(pair);
    }

    /** A crossing on this schema, filled on {@code old} by these statements, up to {@code seq sync}. */
    static Crossing prepared(PostgresPair servers, String schema, String fill) {
        Crossing crossing = new Crossing(servers);
        crossing.run(Side.OLD, schema);
        crossing.run(Side.NEW, schema);
        crossing.run(Side.OLD, fill);
        try (TestShell shell = crossing.shell()) {
            shell.mustRun("fdw init", "inherit", "fk off", "seq sync");
        }
        return crossing;
    }

    TestShell shell() {
        return TestShell.on(pair, roles());
    }

    Map<String, Secret> roles() {
        return servers.roles();
    }

    Pair pair() {
        return pair;
    }

    Connections connections() {
        return connections;
    }

    void run(Side side, String sql) {
        connections.with(side, c -> {
            Rows.run(c, sql);
            return true;
        });
    }

    long number(Side side, String sql) {
        return connections.with(side, c -> Rows.number(c, sql));
    }

    /** A digest over all rows of a table as text, through the whole hierarchy. */
    String digest(Side side, String table, String key) {
        return connections.with(
                side,
                c -> Rows.first(
                                c,
                                "SELECT count(*) || ' ' || coalesce(md5(string_agg(x::text, E'\\n' ORDER BY " + key
                                        + ")), '') FROM " + table + " x",
                                r -> r.getString(1))
                        .orElseThrow());
    }

    /** The real program on this pair, in a process of its own. */
    Process process(Path log, List<String> javaOptions, String... words) throws java.io.IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.pgford.Pgford"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("PGFORD_OLD", uri(Side.OLD));
        builder.environment().put("PGFORD_NEW", uri(Side.NEW));
        pair.fdwHost().ifPresent(host -> builder.environment().put("PGFORD_FDW_HOST", host));
        pair.fdwPort().ifPresent(port -> builder.environment().put("PGFORD_FDW_PORT", port.toString()));
        builder.environment().put("XDG_STATE_HOME", "target/test-state");
        return builder.start();
    }

    private String uri(Side side) {
        var end = pair.at(side);
        return "postgresql://" + end.user() + ":" + end.password().orElseThrow().reveal() + "@" + end.host() + ":"
                + end.port() + "/" + end.database();
    }

    @Override
    public void close() {
        connections.close();
        servers.drop(pair);
    }
}
