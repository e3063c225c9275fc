package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import java.util.List;

/** One command of the {@code \} kind, or a few of one noun. */
public interface MetaCommand {
    /** The words it is called by, with their backslash. */
    List<String> names();

    /** How it is written, for {@code \?}. */
    String usage();

    /** What it does, in a few words. */
    String what();

    /**
     * Runs it.
     *
     * @throws io.pgford.problem.Problem for what went wrong
     */
    Outcome run(MetaCall call);
}
