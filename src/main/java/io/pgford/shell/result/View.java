package io.pgford.shell.result;

import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code \pset} has set: how results look. Never changed; each setting makes another.
 *
 * @param nullText what stands for no value; empty for what the format has for it
 * @param cut whether cells are cut so that a row fits into a line of the terminal
 * @param columns the width that results are made for; 0 for that of the terminal
 * @param tuplesOnly rows alone, without headings and footer
 */
public record View(
        Format format,
        Expanded expanded,
        Optional<String> nullText,
        Pager pager,
        boolean cut,
        int columns,
        boolean tuplesOnly,
        boolean footer,
        String fieldSeparator) {
    /** As the shell starts. */
    public static final View DEFAULT =
            new View(Format.ALIGNED, Expanded.OFF, Optional.empty(), Pager.ON, true, 0, false, true, "|");

    /** The settings, as {@code \pset} names them. */
    public static final List<String> NAMES =
            List.of("columns", "cut", "expanded", "fieldsep", "footer", "format", "null", "pager", "tuples_only");

    /** One line for each value, instead of one for each row. */
    public enum Expanded {
        OFF,
        ON,
        /** Where rows are wider than the screen. */
        AUTO
    }

    /** When results go through a pager. */
    public enum Pager {
        OFF,
        /** Where they are longer than the screen. */
        ON,
        ALWAYS
    }

    /**
     * With one setting changed.
     *
     * @param value empty to turn a switch over, or to set a text back
     * @throws Problem for a setting or a value that there is not
     */
    public View with(String name, Optional<String> value) {
        return switch (name) {
            case "format" -> with(Format.of(value.orElse("aligned")));
            case "expanded", "x" -> with(expandedOf(value));
            case "null" -> new View(format, expanded, value, pager, cut, columns, tuplesOnly, footer, fieldSeparator);
            case "pager" ->
                new View(format, expanded, nullText, pagerOf(value), cut, columns, tuplesOnly, footer, fieldSeparator);
            case "cut" ->
                new View(
                        format,
                        expanded,
                        nullText,
                        pager,
                        flag(name, value, cut),
                        columns,
                        tuplesOnly,
                        footer,
                        fieldSeparator);
            case "columns" ->
                new View(
                        format,
                        expanded,
                        nullText,
                        pager,
                        cut,
                        number(name, value),
                        tuplesOnly,
                        footer,
                        fieldSeparator);
            case "tuples_only", "t" ->
                new View(
                        format,
                        expanded,
                        nullText,
                        pager,
                        cut,
                        columns,
                        flag(name, value, tuplesOnly),
                        footer,
                        fieldSeparator);
            case "footer" ->
                new View(
                        format,
                        expanded,
                        nullText,
                        pager,
                        cut,
                        columns,
                        tuplesOnly,
                        flag(name, value, footer),
                        fieldSeparator);
            case "fieldsep" ->
                new View(format, expanded, nullText, pager, cut, columns, tuplesOnly, footer, value.orElse("|"));
            default ->
                throw Problem.usage(
                        "There is no setting " + name + " of results",
                        Nearest.to(name, NAMES)
                                        .map(near -> "Did you mean " + near + "? ")
                                        .orElse("") + "Settings are " + String.join(", ", NAMES) + ".");
        };
    }

    public View with(Format other) {
        return new View(other, expanded, nullText, pager, cut, columns, tuplesOnly, footer, fieldSeparator);
    }

    public View with(Expanded other) {
        return new View(format, other, nullText, pager, cut, columns, tuplesOnly, footer, fieldSeparator);
    }

    /** The value of a setting, as it would be typed. */
    public String value(String name) {
        return switch (name) {
            case "format" -> format.word();
            case "expanded" -> expanded.name().toLowerCase(Locale.ROOT);
            case "null" -> nullText.map(text -> "'" + text + "'").orElse("");
            case "pager" -> pager.name().toLowerCase(Locale.ROOT);
            case "cut" -> onOff(cut);
            case "columns" -> String.valueOf(columns);
            case "tuples_only" -> onOff(tuplesOnly);
            case "footer" -> onOff(footer);
            case "fieldsep" -> "'" + fieldSeparator + "'";
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Expanded expandedOf(Optional<String> value) {
        if (value.isEmpty()) {
            return expanded == Expanded.OFF ? Expanded.ON : Expanded.OFF;
        }
        return value.get().equals("auto") ? Expanded.AUTO : flag("expanded", value, false) ? Expanded.ON : Expanded.OFF;
    }

    private Pager pagerOf(Optional<String> value) {
        if (value.filter("always"::equals).isPresent()) {
            return Pager.ALWAYS;
        }
        return flag("pager", value, pager != Pager.OFF) ? Pager.ON : Pager.OFF;
    }

    private static boolean flag(String name, Optional<String> value, boolean before) {
        if (value.isEmpty()) {
            return !before;
        }
        return switch (value.get().toLowerCase(Locale.ROOT)) {
            case "on", "true", "1", "yes" -> true;
            case "off", "false", "0", "no" -> false;
            default ->
                throw Problem.usage(
                        name + " cannot be " + value.get(),
                        switch (name) {
                            case "expanded" -> "Say on, off or auto.";
                            case "pager" -> "Say on, off or always.";
                            default -> "Say on or off.";
                        });
        };
    }

    private static int number(String name, Optional<String> value) {
        String text = value.orElse("0");
        if (!text.matches("\\d{1,6}")) {
            throw Problem.usage(name + " cannot be " + text, "Give a number; 0 stands for the width of the terminal.");
        }
        return Integer.parseInt(text);
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
