package io.pgford.crossing;

import io.pgford.catalog.Register;
import io.pgford.catalog.Survey;
import io.pgford.database.Endpoint;
import io.pgford.database.Link;
import io.pgford.database.Pair;
import io.pgford.database.Quote;
import io.pgford.database.Side;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statement that declares {@code old} as a foreign server on {@code new}, or corrects it. */
final class ServerSql {
    /** Rows a foreign scan fetches at a time; postgres_fdw's own default of 100 makes whole-table reads slow. */
    private static final String FETCH_SIZE = "1000";

    private static final int SAMPLING_SINCE = 16;

    private ServerSql() {}

    /** What is missing for the server to be there with the options it should have. */
    static List<Change> of(Pair pair, Survey survey) {
        Register register = survey.register();
        Map<String, String> wanted = options(pair);
        if (survey.newSide().major() >= SAMPLING_SINCE) {
            // Else an ANALYZE on new reads all of old for its sample.
            wanted.put("analyze_sampling", "system");
        }
        if (register.server().isEmpty()) {
            return List.of(Change.on(
                    Side.NEW,
                    "CREATE SERVER " + Register.SERVER + " FOREIGN DATA WRAPPER postgres_fdw OPTIONS ("
                            + wanted.entrySet().stream()
                                    .map(o -> o.getKey() + " " + Quote.literal(o.getValue()))
                                    .collect(Collectors.joining(", "))
                            + ")"));
        }
        Map<String, String> is = register.server().get();
        String difference = wanted.entrySet().stream()
                .filter(o -> !o.getValue().equals(is.get(o.getKey())))
                .map(o ->
                        (is.containsKey(o.getKey()) ? "SET " : "ADD ") + o.getKey() + " " + Quote.literal(o.getValue()))
                .collect(Collectors.joining(", "));
        return difference.isEmpty()
                ? List.of()
                : List.of(Change.on(Side.NEW, "ALTER SERVER " + Register.SERVER + " OPTIONS (" + difference + ")"));
    }

    private static Map<String, String> options(Pair pair) {
        Link link = pair.link();
        Endpoint old = pair.oldEnd();
        Map<String, String> options = new TreeMap<>(Map.of(
                "host",
                link.host(),
                "port",
                Integer.toString(link.port()),
                "dbname",
                old.database(),
                "fetch_size",
                FETCH_SIZE,
                // Without it a session of the application would hang for minutes where old is cut off.
                "connect_timeout",
                "10",
                // Without it the planner takes a foreign table for tiny and joins it badly: measured 5 times fewer
                // operations.
                "use_remote_estimate",
                "true",
                "application_name",
                "pgford fdw"));
        if (old.options().containsKey("sslmode")) {
            options.put("sslmode", old.options().get("sslmode"));
        }
        return options;
    }
}
