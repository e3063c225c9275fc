package io.pgford.shell.describe;

import io.pgford.command.Answer;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The {@code \d} family, {@code \l} and {@code \z}, for servers from 10 on, in the words of psql. Options of foreign servers, user mappings
 * and foreign tables are shown without their secrets.
 */
public final class Describe {
    private Describe() {}

    /** Whether a meta command is one of this family, known or not. */
    public static boolean isMeant(String line) {
        return line.startsWith("\\d") || line.matches("(?s)\\\\(l|lo_list|z)\\+?(\\s.*)?");
    }

    /** Those that describe no relations, for {@code \?}. */
    public static String others() {
        return Nearest.others();
    }

    /**
     * Runs one meta command.
     *
     * @param line from the backslash on, such as {@code \dt+ shop.*}
     * @throws Problem for a command that there is not, and for a pattern that fits no object
     * @throws SQLException as the server reports it
     */
    public static Answer run(Connection connection, String line) throws SQLException {
        Request request = Request.of(line);
        if (request.command().equals("d") && request.pattern().isPresent()) {
            return RelationDetail.run(connection, request);
        }
        Listing listing = listing(request.command())
                .orElseThrow(() -> Problem.usage(
                        "There is no command \\" + request.command(),
                        "Did you mean " + Nearest.to(request.command()) + "? These exist: " + Nearest.all()));
        return listing.run(connection, request);
    }

    private static Optional<Listing> listing(String command) {
        return switch (command) {
            case "d" -> Optional.of(Relations.of("tvmsE"));
            case "df" -> Optional.of(new Functions());
            case "dn" -> Optional.of(new Schemas());
            case "du", "dg" -> Optional.of(new Roles());
            case "dx" -> Optional.of(new Extensions());
            case "des" -> Optional.of(new ForeignServers());
            case "dew" -> Optional.of(new ForeignWrappers());
            case "deu" -> Optional.of(new UserMappings());
            case "det" -> Optional.of(new ForeignTables());
            case "dp", "z" -> Optional.of(new Privileges());
            case "db" -> Optional.of(new Tablespaces());
            case "dT" -> Optional.of(new Types());
            case "dD" -> Optional.of(new Domains());
            case "dy" -> Optional.of(new EventTriggers());
            case "dRp" -> Optional.of(new Publications());
            case "l" -> Optional.of(new Databases());
            default ->
                command.matches("d[tivmsE]+")
                        ? Optional.of(Relations.of(command.substring(1)))
                        : PlainListing.of(command.equals("lo_list") ? "dl" : command);
        };
    }
}
