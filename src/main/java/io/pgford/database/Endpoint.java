package io.pgford.database;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.postgresql.jdbcurlresolver.PgPassParser;

/**
 * Where one side is and who logs in there.
 *
 * @param password absent where {@code .pgpass} or the server needs none
 * @param options further connection parameters under libpq's names, such as {@code sslmode}
 */
public record Endpoint(
        String host, int port, String database, String user, Optional<Secret> password, Map<String, String> options) {
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "connect_timeout", "connectTimeout", "sslrootcert", "sslrootcert", "application_name", "ApplicationName");

    public Endpoint {
        options = Map.copyOf(new TreeMap<>(options));
    }

    /** The same place with other credentials. */
    public Endpoint as(String otherUser, Secret otherPassword) {
        return new Endpoint(host, port, database, otherUser, Optional.of(otherPassword), options);
    }

    /** The same server, another database. */
    public Endpoint at(String otherDatabase) {
        return new Endpoint(host, port, otherDatabase, user, password, options);
    }

    /** The password given, else the one that {@code .pgpass} (or {@code PGPASSFILE}) has for this place and user. */
    public Optional<Secret> findPassword() {
        return password.or(() -> passwordFileEntry(user));
    }

    /** What {@code .pgpass} holds for another user at this place. */
    public Optional<Secret> passwordFileEntry(String otherUser) {
        return Optional.ofNullable(PgPassParser.getPassword(otherUser, host, Integer.toString(port), database))
                .map(Secret::new);
    }

    /** For the JDBC driver. */
    String jdbcUrl() {
        return "jdbc:postgresql://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/"
                + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** For the JDBC driver: credentials and options under its own names. */
    Properties jdbcProperties() {
        Properties properties = new Properties();
        options.forEach((name, value) -> properties.setProperty(DRIVER_NAMES.getOrDefault(name, name), value));
        properties.setProperty("user", user);
        password.ifPresent(secret -> properties.setProperty("password", secret.reveal()));
        return properties;
    }

    /** A libpq URI without the password, for people and for programs that find the password elsewhere. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
