package io.pgford.command;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What pgford was told from outside: options, else environment variables, else {@code pgford.yml} in the working directory, else
 * the user's own {@code config.yml} in {@code $XDG_CONFIG_HOME/pgford} or {@code ~/.config/pgford} (docs/settings.md).
 */
public final class Settings {
    /** A setting, and where it was found. */
    public record Given(String value, String source) {}

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "old", "PGFORD_OLD", "new", "PGFORD_NEW", "fdw.host", "PGFORD_FDW_HOST", "fdw.port", "PGFORD_FDW_PORT");

    /** Where an instance is: a file nearer by that says one of these says them all. */
    private static final Set<String> PLACES = ENVIRONMENT.keySet();

    private static final List<String> SECTIONS = List.of("shell", "aliases", "queries", "variables");

    private final Map<String, Given> values;

    private Settings(Map<String, Given> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Collects the settings.
     *
     * @param options by long name without dashes; flags have the value {@code true}
     * @param home the user's home directory
     * @throws Problem where {@code pgford.yml} cannot be read or holds an unknown key
     */
    public static Settings of(
            Map<String, String> options, Map<String, String> environment, Path workingDirectory, Path home) {
        Map<String, Given> values = new HashMap<>();
        for (Path file : files(environment, workingDirectory, home)) {
            Map<String, String> found = read(file);
            if (found.keySet().stream().anyMatch(PLACES::contains)) {
                // Half of one pair with half of another would be a crossing between strangers.
                values.keySet().removeAll(PLACES);
            }
            found.forEach((key, value) -> values.put(key, new Given(value, file.toString())));
        }
        ENVIRONMENT.forEach((key, variable) -> Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .ifPresent(value -> values.put(key, new Given(value, variable))));
        options.forEach((name, value) -> values.put(name.replaceFirst("^fdw-", "fdw."), new Given(value, "--" + name)));
        return new Settings(values);
    }

    /** The files that there are, the farthest first. */
    private static List<Path> files(Map<String, String> environment, Path workingDirectory, Path home) {
        Path folder = Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> home.resolve(".config"))
                .resolve("pgford");
        // Named, it must be there: a file that is silently not read would be worse than a message.
        Optional<Path> named = Optional.ofNullable(environment.get("PGFORD_CONFIG"))
                .filter(value -> !value.isBlank())
                .map(Path::of);
        boolean none = environment.containsKey("PGFORD_CONFIG") && named.isEmpty();
        List<Path> own = named.map(List::of)
                .orElseGet(
                        () -> none ? List.of() : existing(folder.resolve("pgford.yml"), folder.resolve("config.yml")));
        return Stream.concat(own.stream(), existing(workingDirectory.resolve("pgford.yml")).stream())
                .toList();
    }

    private static List<Path> existing(Path... files) {
        return Arrays.stream(files).filter(Files::isRegularFile).toList();
    }

    /** What the files say under {@code shell}, {@code aliases}, {@code queries} or {@code variables}, in no order. */
    public Map<String, Given> section(String name) {
        Map<String, Given> found = new TreeMap<>();
        values.forEach((key, given) -> {
            if (key.startsWith(name + ".")) {
                found.put(key.substring(name.length() + 1), given);
            }
        });
        return found;
    }

    /** What was given for {@code old}, {@code new}, {@code fdw.host}, {@code fdw.port}, {@code startup}. */
    public Optional<Given> given(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The folder that holds the sandbox, where one was named. */
    public Optional<Path> sandbox() {
        return given("sandbox").map(given -> Path.of(given.value()));
    }

    /** Whether problems come with a stack trace. */
    public boolean debug() {
        return values.containsKey("debug");
    }

    /** Whether the output is to have no colours. */
    public boolean noColor() {
        return values.containsKey("no-color");
    }

    /** Whether nothing may be changed on either side. */
    public boolean readOnly() {
        return values.containsKey("read-only");
    }

    /** Whether what is dangerous was agreed to beforehand. */
    public boolean yes() {
        return values.containsKey("yes");
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> found = new HashMap<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            if (root instanceof Map<?, ?> map) {
                flatten("", map, found);
            } else if (root != null) {
                throw wrong(file, "it holds no keys");
            }
        } catch (IOException | YAMLException e) {
            // The parser's own message would repeat the line, and with it perhaps a password.
            throw wrong(file, e instanceof IOException ? e.getMessage() : "it is not valid YAML");
        }
        found.keySet().stream().filter(key -> !isKnown(key)).findFirst().ifPresent(key -> {
            throw wrong(file, "it has an unknown key \"" + key + "\"");
        });
        return found;
    }

    private static boolean isKnown(String key) {
        return PLACES.contains(key)
                || key.equals("startup")
                || SECTIONS.stream().anyMatch(section -> key.startsWith(section + "."));
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, String> found) {
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + key + ".", inner, found);
            } else if (value != null) {
                found.put(prefix + key, value.toString());
            }
        });
    }

    private static Problem wrong(Path file, String why) {
        return Problem.usage(
                file + " cannot be used: " + why,
                "It may hold old, new, fdw: host and port, shell, aliases, queries, variables and startup; docs/settings.md has an"
                        + " example. Correct it.");
    }
}
