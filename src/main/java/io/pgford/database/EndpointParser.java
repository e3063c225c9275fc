package io.pgford.database;

import io.pgford.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.jdbcurlresolver.PgServiceConfParser;

/**
 * Reads what {@code psql} users write to name a database: a libpq URI or a keyword string, with {@code service=} taken from
 * {@code pg_service.conf} (libpq, "Connection Strings"). Several hosts in one string are not supported.
 */
public final class EndpointParser {
    private static final Pattern PAIR = Pattern.compile("\\s*(\\w+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|(\\S*))");
    private static final String EXAMPLE =
            "Write postgresql://user@host:5432/database, or host=… port=… dbname=… user=….";

    private EndpointParser() {}

    /**
     * The endpoint a connection string names. What it leaves out is what libpq would take: {@code localhost}, 5432, the system
     * user, a database named like the user.
     *
     * @throws Problem where the text is neither form; the message never repeats a password
     */
    public static Endpoint parse(String text) {
        String trimmed = text.strip();
        Map<String, String> words = trimmed.startsWith("postgresql://") || trimmed.startsWith("postgres://")
                ? uri(trimmed)
                : pairs(trimmed);
        return endpoint(withService(words));
    }

    private static Map<String, String> uri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw Problem.usage("This connection URI cannot be read: " + e.getReason(), EXAMPLE);
        }
        Map<String, String> words = new TreeMap<>();
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String[] login = authority.substring(0, at).split(":", 2);
            words.put("user", decode(login[0]));
            if (login.length > 1) {
                words.put("password", decode(login[1]));
            }
        }
        Matcher place = Pattern.compile("(\\[[^]]*]|[^:]*)(?::(.*))?").matcher(authority.substring(at + 1));
        if (place.matches()) {
            putIfGiven(words, "host", decode(place.group(1).replaceAll("^\\[|]$", "")));
            putIfGiven(words, "port", place.group(2));
        }
        if (uri.getRawPath() != null && uri.getRawPath().length() > 1) {
            words.put("dbname", decode(uri.getRawPath().substring(1)));
        }
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] sides = pair.split("=", 2);
                words.put(decode(sides[0]), sides.length > 1 ? decode(sides[1]) : "");
            }
        }
        return words;
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> words = new TreeMap<>();
        Matcher matcher = PAIR.matcher(text);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            String quoted = matcher.group(2);
            words.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            end = matcher.end();
        }
        if (words.isEmpty() || !text.substring(end).isBlank()) {
            throw Problem.usage("This is no connection string that pgford can read", EXAMPLE);
        }
        return words;
    }

    private static Map<String, String> withService(Map<String, String> words) {
        String service = words.remove("service");
        if (service == null) {
            return words;
        }
        Properties found = PgServiceConfParser.getServiceProperties(service);
        if (found == null) {
            throw Problem.usage(
                    "Service \"" + service + "\" is in no pg_service.conf",
                    "Look at ~/.pg_service.conf, or the file that PGSERVICEFILE names.");
        }
        Map<String, String> merged = new TreeMap<>();
        found.stringPropertyNames().forEach(name -> merged.put(libpqName(name), found.getProperty(name)));
        merged.putAll(words);
        return merged;
    }

    /** The driver's reader of service files translates some of libpq's names; this turns them back. */
    private static String libpqName(String name) {
        return switch (name) {
            case "PGHOST" -> "host";
            case "PGPORT" -> "port";
            case "PGDBNAME" -> "dbname";
            default -> name;
        };
    }

    private static Endpoint endpoint(Map<String, String> words) {
        String user = take(words, "user", System.getProperty("user.name"));
        String host = take(words, "host", "localhost");
        String port = take(words, "port", "5432");
        String database = take(words, "dbname", user);
        Optional<Secret> password =
                Optional.ofNullable(words.remove("password")).map(Secret::new);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            throw Problem.usage("\"" + port + "\" is no port", "A port is a number from 1 to 65535. " + EXAMPLE);
        }
        return new Endpoint(host, Integer.parseInt(port), database, user, password, words);
    }

    private static String take(Map<String, String> words, String name, String otherwise) {
        String value = words.remove(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private static void putIfGiven(Map<String, String> words, String name, String value) {
        if (value != null && !value.isEmpty()) {
            words.put(name, value);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
