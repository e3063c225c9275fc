package io.pgford.command;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.EndpointParser;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** Which instances there are, and which one SQL goes to. */
public final class SideCommands {
    private final Workbench workbench;
    private final PairSource source;

    public SideCommands(Workbench workbench, PairSource source) {
        this.workbench = workbench;
        this.source = source;
    }

    @Command(name = "use", group = "Shell", description = "choose the side that SQL goes to", help = """
            use old
            use new""")
    public Answer use(@Argument(index = 0, description = "old or new") Side side) {
        workbench.use(side);
        return Answer.done("SQL goes to " + side + " now.");
    }

    @Command(
            name = "connect",
            group = "Shell",
            description = "name the instance of a side, and check that it answers",
            help = """
            connect old postgresql://postgres@db1.example:5432/shop
            connect new "host=db2.example dbname=shop user=postgres sslmode=require"
            connect new service=shop""")
    public Answer connect(
            @Argument(index = 0, description = "old or new") Side side,
            @Argument(index = 1, description = "a libpq URI or keyword string; the password better from ~/.pgpass")
                    String uri) {
        Endpoint endpoint = EndpointParser.parse(uri);
        String version = versionAt(side, endpoint);
        source.name(side, endpoint);
        workbench.close();
        Answer.Builder answer = Answer.builder().line(side + " is " + endpoint + " now, PostgreSQL " + version + ".");
        Optional<Endpoint> other = source.end(side.other());
        return other.isPresent()
                ? answer.build()
                : answer.next("connect " + side.other() + " URI names the other side.")
                        .build();
    }

    private static String versionAt(Side side, Endpoint endpoint) {
        // Only this side is asked: the other may not be named yet.
        try (Connections connections = new Connections(
                        new io.pgford.database.Pair(endpoint, endpoint, Optional.empty(), Optional.empty()));
                Connection connection = connections.open(side, "connect")) {
            try {
                return Rows.first(connection, "SHOW server_version", row -> row.getString(1))
                        .orElseThrow();
            } catch (SQLException e) {
                throw connections.fault(side, e);
            }
        } catch (SQLException e) {
            throw io.pgford.database.Fault.of(side, endpoint, e);
        }
    }
}
