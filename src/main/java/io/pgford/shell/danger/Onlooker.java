package io.pgford.shell.danger;

import io.pgford.problem.Problem;
import java.util.Set;

/** What an onlooker may run of the commands: those that only look. One that is new here is refused until it is named. */
public final class Onlooker {
    private static final Set<String> LOOKING = Set.of(
            "check all",
            "check fk",
            "check rows",
            "connect",
            "counts",
            "exit",
            "fdw status",
            "fk status",
            "help",
            "history",
            "jobs",
            "ledger",
            "plan",
            "play",
            "quit",
            "record start",
            "record stop",
            "sandbox status",
            "schema diff",
            "seq status",
            "status",
            "use",
            "version",
            "worker status");

    private Onlooker() {}

    /**
     * Refuses a command that may change something.
     *
     * @throws Problem that says so
     */
    public static void check(String command) {
        if (!LOOKING.contains(command)) {
            throw Problem.failed(
                    "Refused in read-only mode: " + command + " may change something",
                    "Its --dry-run, where it has one, shows what it would do. Start pgford without --read-only to run it.");
        }
    }
}
