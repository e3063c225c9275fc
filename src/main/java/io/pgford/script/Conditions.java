package io.pgford.script;

import io.pgford.problem.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where one is among {@code \if}, {@code \elif}, {@code \else} and {@code \endif} (manual, psql, Meta-Commands). What stands in a
 * branch that is not taken is read, and not run. Unlike in psql, an expression that is neither true nor false is an error.
 */
public final class Conditions {
    private static final Set<String> NAMES = Set.of("\\if", "\\elif", "\\else", "\\endif");
    private static final List<String> TRUE = List.of("true", "yes", "on", "1");
    private static final List<String> FALSE = List.of("false", "no", "off", "0");

    /** One that is not closed yet. */
    private record Level(Item opened, State state, boolean last) {}

    private enum State {
        /** This branch is run. */
        TAKEN,
        /** No branch was taken so far. */
        WAITING,
        /** A branch was taken before, or none can be. */
        OVER
    }

    private final Deque<Level> levels = new ArrayDeque<>();

    /**
     * Whether an item is to be run. It is not where it stands in a branch that is not taken, nor where it is one of the four
     * commands, which have done their work then.
     *
     * @param fill puts variables into a word
     * @throws Problem for one of the four that is wrong where it stands, or with its expression; nothing has changed then
     */
    public boolean pass(Item item, UnaryOperator<String> fill) {
        String line = item instanceof MetaItem meta ? firstLine(meta.text()) : "";
        String name = line.split("\\s", 2)[0];
        if (!NAMES.contains(name)) {
            return isTaken();
        }
        List<Word> rest = Words.split(line.substring(name.length()));
        switch (name) {
            case "\\if" -> levels.push(new Level(item, opened(rest, fill), false));
            case "\\elif" -> {
                Level level = open(name);
                replace(level, otherwise(level, rest, fill), false);
            }
            case "\\else" -> {
                none(name, rest);
                Level level = open(name);
                replace(level, level.state() == State.WAITING ? State.TAKEN : State.OVER, true);
            }
            default -> {
                none(name, rest);
                if (leave().isEmpty()) {
                    throw withoutIf(name);
                }
            }
        }
        return false;
    }

    /** Whether what comes next is run. */
    public boolean isTaken() {
        return levels.isEmpty() || levels.peek().state() == State.TAKEN;
    }

    /** Gives the innermost {@code \if} up; empty where there is none. */
    public Optional<Item> leave() {
        return Optional.ofNullable(levels.poll()).map(Level::opened);
    }

    /** The innermost {@code \if} that is still open. */
    public Optional<Item> open() {
        return Optional.ofNullable(levels.peek()).map(Level::opened);
    }

    private State opened(List<Word> words, UnaryOperator<String> fill) {
        if (!isTaken()) {
            return State.OVER;
        }
        return isTrue("\\if", words, fill) ? State.TAKEN : State.WAITING;
    }

    private static State otherwise(Level level, List<Word> words, UnaryOperator<String> fill) {
        if (level.state() != State.WAITING) {
            return State.OVER;
        }
        return isTrue("\\elif", words, fill) ? State.TAKEN : State.WAITING;
    }

    /** The innermost level, for another branch of it. */
    private Level open(String name) {
        Level level = levels.peek();
        if (level == null) {
            throw withoutIf(name);
        }
        if (level.last()) {
            throw Problem.usage(name + " stands behind \\else", "Only \\endif can follow.");
        }
        return level;
    }

    private void replace(Level level, State state, boolean last) {
        levels.pop();
        levels.push(new Level(level.opened(), state, last));
    }

    private static boolean isTrue(String name, List<Word> words, UnaryOperator<String> fill) {
        String value = words.stream()
                .map(word -> word.raw().startsWith("'") ? word.text() : fill.apply(word.raw()))
                .collect(Collectors.joining(" "));
        String low = value.toLowerCase(Locale.ROOT);
        List<String> meant = Stream.concat(TRUE.stream(), FALSE.stream())
                .filter(known -> !low.isEmpty() && known.startsWith(low))
                .toList();
        if (meant.size() != 1) {
            throw Problem.usage(
                    name + " needs true or false, and got " + (value.isEmpty() ? "nothing" : "\"" + value + "\""),
                    "Let the server decide: select … as ready \\gset, and then: " + name + " :ready");
        }
        return TRUE.contains(meant.get(0));
    }

    private static void none(String name, List<Word> words) {
        if (!words.isEmpty()) {
            throw Problem.usage(
                    name + " takes nothing behind it, and got " + words.get(0).raw(), "");
        }
    }

    private static Problem withoutIf(String name) {
        return Problem.usage("There is no \\if before this " + name, "");
    }

    private static String firstLine(String text) {
        return text.split("\n", 2)[0];
    }
}
