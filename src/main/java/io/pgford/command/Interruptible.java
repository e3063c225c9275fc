package io.pgford.command;

import io.pgford.database.Cancellation;
import java.util.function.Function;

/** Work that Ctrl-C stops by cancelling its statements. */
final class Interruptible {
    private Interruptible() {}

    /** Runs it; what it gives the cancellation to watch is cancelled when the operator presses Ctrl-C. */
    static <T> T with(Run run, Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        Run.Hook hook = run.onInterrupt(cancellation);
        try {
            return work.apply(cancellation);
        } finally {
            hook.close();
        }
    }
}
