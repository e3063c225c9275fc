package io.pgford.command;

import io.pgford.database.Secret;
import java.util.Optional;

/** One run of one command, as the command sees the shell around it. */
public interface Run {
    /** Prints a line at once: something happened that is worth keeping on the screen. */
    void say(String line);

    /**
     * Shows how far the command is, in place of what it showed before. Not kept: nothing is printed where the output is no
     * terminal.
     */
    void progress(String line);

    /** Whether the operator pressed Ctrl-C. A command looks at it between two steps that leave everything in order. */
    boolean interrupted();

    /**
     * What to do at once when the operator presses Ctrl-C, such as cancelling the running statement; called from another
     * thread. Close the result when that is no longer wanted.
     */
    Hook onInterrupt(Runnable action);

    /** Whether somebody sits at a terminal and can be asked. */
    boolean interactive();

    /** Asks for a password without showing it. Empty where nobody can be asked. */
    Optional<Secret> askSecret(String question);

    /**
     * Asks before what cannot be taken back, where somebody types at the prompt.
     *
     * @param what is about to be done, as a sentence
     * @param word to be typed
     * @return whether it is meant; elsewhere what was written is meant
     */
    default boolean confirmed(String what, String word) {
        return true;
    }

    /** What is kept from one look to the next, where the command is watched; empty where it is run once. */
    default Optional<Memory> watched() {
        return Optional.empty();
    }

    /** Ends what {@link #onInterrupt} began. */
    interface Hook extends AutoCloseable {
        @Override
        void close();
    }
}
