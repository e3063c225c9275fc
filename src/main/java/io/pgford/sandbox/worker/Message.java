package io.pgford.sandbox.worker;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.Optional;

/** What goes between a worker and whoever asks for it: one JSON object on a line, over the loopback interface. */
final class Message {
    private Message() {}

    /** What can be asked for. */
    enum Verb {
        STATUS,
        /** Answers when the clients work, or cannot. */
        AWAIT,
        SWITCH,
        STOP
    }

    /** A question. The token shows that the caller can read the worker's directory. */
    record Ask(String token, Verb verb, Optional<Side> side) {}

    /** What comes back: any number of lines that say how far it is, then a report or a problem. */
    record Reply(Optional<String> progress, Optional<Report> report, Optional<String> problem, String next) {
        static Reply progress(String text) {
            return new Reply(Optional.of(text), Optional.empty(), Optional.empty(), "");
        }

        static Reply of(Report report) {
            return new Reply(Optional.empty(), Optional.of(report), Optional.empty(), "");
        }

        static Reply of(Problem problem) {
            return new Reply(Optional.empty(), Optional.empty(), Optional.of(problem.what()), problem.next());
        }
    }
}
