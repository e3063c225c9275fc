package io.pgford.database;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How programs that are built on libpq, such as {@code pg_dump} and {@code psql}, are sent to an instance. */
public final class Libpq {
    /** What libpq knows under the same name and pgford hands on; a parameter of the driver's alone would be refused. */
    private static final Set<String> LIBPQ = Set.of(
            "sslmode",
            "sslcert",
            "sslkey",
            "sslrootcert",
            "sslcrl",
            "sslcrldir",
            "sslsni",
            "sslnegotiation",
            "ssl_min_protocol_version",
            "ssl_max_protocol_version",
            "channel_binding",
            "gssencmode",
            "krbsrvname",
            "require_auth",
            "connect_timeout",
            "options",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "target_session_attrs",
            "passfile",
            "hostaddr");

    /** These would send the program elsewhere than the operator said. */
    private static final List<String> MISLEADING =
            List.of("PGHOSTADDR", "PGSERVICE", "PGDATABASE", "PGPASSWORD", "PGTARGETSESSIONATTRS", "PGCLIENTENCODING");

    private Libpq() {}

    /** Where an instance is and who logs in there, for a command line: it never holds the password. */
    public static String connectionString(Endpoint endpoint, String applicationName) {
        String place = pair("host", endpoint.host())
                + " " + pair("port", Integer.toString(endpoint.port()))
                + " " + pair("dbname", endpoint.database())
                + " " + pair("user", endpoint.user())
                + " " + pair("application_name", applicationName);
        return endpoint.options().entrySet().stream()
                .filter(option -> LIBPQ.contains(option.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(option -> " " + pair(option.getKey(), option.getValue()))
                .collect(Collectors.joining("", place, ""));
    }

    /** Makes an environment fit: with the password, in English, and without what would lead elsewhere. */
    public static void prepare(Endpoint endpoint, Map<String, String> environment) {
        MISLEADING.forEach(environment::remove);
        endpoint.findPassword().ifPresent(password -> environment.put("PGPASSWORD", password.reveal()));
        environment.put("LC_MESSAGES", "C");
    }

    /** Quoted as libpq reads it (manual, "Keyword/Value Connection Strings"). */
    private static String pair(String keyword, String value) {
        return keyword + "='" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
