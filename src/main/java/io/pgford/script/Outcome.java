package io.pgford.script;

import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.util.Optional;

/**
 * What came of an action.
 *
 * @param message what went wrong; empty where nothing did
 * @param next what to do next; may be empty
 * @param value the first column of the first row, as text, where there is one
 */
public record Outcome(Exit exit, String message, String next, Optional<String> value) {

    /** Done, with no value. */
    public static Outcome done() {
        return new Outcome(Exit.DONE, "", "", Optional.empty());
    }

    /** Done, with a value. */
    public static Outcome of(Optional<String> value) {
        return new Outcome(Exit.DONE, "", "", value);
    }

    /** Not done. */
    public static Outcome of(Problem problem) {
        return new Outcome(problem.exit(), problem.what(), problem.next(), Optional.empty());
    }

    public boolean failed() {
        return exit != Exit.DONE;
    }

    public boolean interrupted() {
        return exit == Exit.INTERRUPTED;
    }
}
