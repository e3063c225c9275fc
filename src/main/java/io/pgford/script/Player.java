package io.pgford.script;

import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Plays a script from its first item to its last, and stops at the first failure. */
public final class Player {
    private final Performer performer;
    private final Consumer<Item> echo;
    private final BooleanSupplier interrupted;
    private final Conditions conditions = new Conditions();

    /**
     * @param echo told of each item before it is run
     * @param interrupted asked before each item; once true, nothing more is run
     */
    public Player(Performer performer, Consumer<Item> echo, BooleanSupplier interrupted) {
        this.performer = performer;
        this.echo = echo;
        this.interrupted = interrupted;
    }

    /**
     * Plays the items.
     *
     * @param origin the file's name, for messages; empty for none
     * @return how many actions were run, expectations included
     * @throws Problem at the first that failed, with file, line and text, and with its exit code
     */
    public int play(String origin, List<Item> items) {
        int done = 0;
        for (Item item : items) {
            if (interrupted.getAsBoolean()) {
                throw Problem.interrupted(
                        place(origin, item) + "interrupted before: " + firstLine(item.source()),
                        "What stands above that line has been run.");
            }
            if (!passes(origin, item)) {
                continue;
            }
            echo.accept(item);
            if (item instanceof Action action) {
                checkDone(origin, item, performer.perform(action));
                done++;
            } else if (item instanceof ExpectItem expect) {
                checkExpected(origin, expect, performer.probe(expect.action()));
                done++;
            }
        }
        return done;
    }

    private boolean passes(String origin, Item item) {
        try {
            return conditions.pass(item, performer::fill);
        } catch (Problem problem) {
            throw Problem.usage(place(origin, item) + problem.what(), problem.next());
        }
    }

    /**
     * Says that nothing more comes.
     *
     * @throws Problem where an {@code \if} is still open
     */
    public void end(String origin) {
        conditions.open().ifPresent(item -> {
            throw Problem.usage(
                    place(origin, item) + firstLine(item.source()) + "\nis not closed",
                    "Close it by \\endif. What stands in the branches taken has been run.");
        });
    }

    private static void checkDone(String origin, Item item, Outcome outcome) {
        String what = place(origin, item) + firstLine(item.source()) + "\n" + outcome.message();
        switch (outcome.exit()) {
            case DONE -> {}
            case FAILED -> throw Problem.failed(what, outcome.next());
            case USAGE -> throw Problem.usage(what, outcome.next());
            case EXPECTATION -> throw Problem.expectation(what, outcome.next());
            case INTERRUPTED -> throw Problem.interrupted(what, outcome.next());
        }
    }

    /** An interruption is no failure that can be expected. */
    private static void checkExpected(String origin, ExpectItem item, Outcome outcome) {
        if (outcome.exit() == Exit.INTERRUPTED) {
            checkDone(origin, item, outcome);
        }
        Expectation expectation = item.expectation();
        if (!expectation.holds(outcome)) {
            throw Problem.expectation(
                    place(origin, item) + firstLine(item.source()) + "\nexpected " + expectation.wanted() + ", but "
                            + expectation.came(outcome),
                    outcome.next());
        }
    }

    private static String place(String origin, Item item) {
        return origin.isEmpty() ? "" : origin + ":" + item.line() + ": ";
    }

    private static String firstLine(String source) {
        int end = source.indexOf('\n');
        return end < 0 ? source : source.substring(0, end) + " …";
    }
}
