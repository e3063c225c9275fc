package io.pgford.shell.settings;

import io.pgford.command.Settings;
import io.pgford.database.Quote;
import io.pgford.problem.Problem;
import io.pgford.sql.Interpolation;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables of {@code \set}, which stand in statements as {@code :name}, {@code :'name'} and {@code :"name"}. */
public final class Variables implements Interpolation.Values {
    private final Map<String, String> values = new TreeMap<>();

    public Variables(Settings settings) {
        settings.section("variables").forEach((name, given) -> set(name, given.value()));
    }

    /** All of them, by name. */
    public synchronized Map<String, String> all() {
        return new TreeMap<>(values);
    }

    /**
     * Sets one.
     *
     * @throws Problem for a name that could not stand behind a colon
     */
    public final synchronized void set(String name, String value) {
        if (!Interpolation.isName(name)) {
            throw Problem.usage(
                    "\"" + name + "\" can be no variable",
                    "Its name has letters, digits and underscores. A setting of the shell has a dot: \\set lists both.");
        }
        values.put(name, value);
    }

    public synchronized void unset(String name) {
        values.remove(name);
    }

    /** A statement with its variables filled in. */
    public String fill(String sql) {
        return Interpolation.fill(sql, this);
    }

    @Override
    public synchronized Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public String literal(String value) {
        return Quote.literal(value);
    }

    @Override
    public String identifier(String value) {
        return Quote.identifier(value);
    }
}
