package io.pgford.command;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What pgford was told from outside: options, else environment variables, else {@code pgford.yml} in the working directory, else
 * {@code ~/.config/pgford/pgford.yml}.
 */
public final class Settings {
    /** A setting, and where it was found. */
    public record Given(String value, String source) {}

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "old", "PGFORD_OLD", "new", "PGFORD_NEW", "fdw.host", "PGFORD_FDW_HOST", "fdw.port", "PGFORD_FDW_PORT");

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
        List.of(home.resolve(".config/pgford/pgford.yml"), workingDirectory.resolve("pgford.yml")).stream()
                .filter(Files::isRegularFile)
                .reduce((far, near) -> near)
                .ifPresent(file ->
                        read(file).forEach((key, value) -> values.put(key, new Given(value, file.toString()))));
        ENVIRONMENT.forEach((key, variable) -> Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .ifPresent(value -> values.put(key, new Given(value, variable))));
        options.forEach((name, value) -> values.put(name.replaceFirst("^fdw-", "fdw."), new Given(value, "--" + name)));
        return new Settings(values);
    }

    /** What was given for {@code old}, {@code new}, {@code fdw.host}, {@code fdw.port}. */
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
        Set<String> known = ENVIRONMENT.keySet();
        found.keySet().stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw wrong(file, "it has an unknown key \"" + key + "\"");
        });
        return found;
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
                file + " cannot be used: " + why, "It may hold the keys old, new, fdw.host and fdw.port; correct it.");
    }
}
