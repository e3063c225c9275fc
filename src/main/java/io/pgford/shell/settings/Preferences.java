package io.pgford.shell.settings;

import io.pgford.command.Settings;
import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the shell looks and feels: what the file {@code config.yml} says under {@code shell}, until {@code \set} says otherwise. */
public final class Preferences {
    /** Behind which a setting's name stands in {@code \set}. */
    public static final String PREFIX = "shell.";

    private static final List<String> SWITCH = List.of("on", "off");

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param choices what it can be, the default first
     */
    private record Setting(List<String> choices, String about) {}

    /**
     * Those of the file, the others as they are by default.
     *
     * @throws Problem where the file names a setting or a value that there is not
     */
    public Preferences(Settings file) {
        add("theme", List.of("auto", "dark", "light", "none"), "colours: for a dark or a light background, or none");
        add("editing", List.of("emacs", "vi"), "keys of the command line");
        add("suggest", SWITCH, "shows the rest of a line typed before, where it changes no data");
        add("offer", List.of("off", "on"), "what Tab would offer, in a line below what is typed");
        add("status", SWITCH, "a line below the prompt while jobs are at work");
        file.section("shell").forEach((name, given) -> {
            try {
                set(name, given.value());
            } catch (Problem problem) {
                throw Problem.usage(given.source() + ": " + problem.what(), problem.next());
            }
        });
    }

    private void add(String name, List<String> choices, String about) {
        settings.put(name, new Setting(choices, about));
        values.put(name, choices.get(0));
    }

    /** The names of all, without the prefix. */
    public List<String> names() {
        return List.copyOf(settings.keySet());
    }

    /** What a setting can be. */
    public List<String> choices(String name) {
        return Optional.ofNullable(settings.get(name)).map(Setting::choices).orElse(List.of());
    }

    public String about(String name) {
        return settings.get(name).about();
    }

    /** What a setting is. */
    public synchronized String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** Whether a switch is on. */
    public boolean on(String name) {
        return value(name).equals("on");
    }

    /**
     * Changes one.
     *
     * @throws Problem for a name or a value that there is not
     */
    public final synchronized void set(String name, String value) {
        Setting setting = settings.get(name);
        if (setting == null) {
            String near = Nearest.to(name, settings.keySet())
                    .map(one -> "Did you mean " + PREFIX + one + "? ")
                    .orElse("");
            throw Problem.usage(
                    "There is no setting " + PREFIX + name,
                    near + "There are: " + PREFIX + String.join(", " + PREFIX, names()) + ".");
        }
        String word = value.toLowerCase(Locale.ROOT);
        // YAML reads a bare on as true.
        String meant = word.equals("true") ? "on" : word.equals("false") ? "off" : word;
        if (!setting.choices().contains(meant)) {
            throw Problem.usage(
                    PREFIX + name + " cannot be \"" + value + "\"",
                    "It is one of " + String.join(", ", setting.choices()) + ".");
        }
        values.put(name, meant);
    }
}
