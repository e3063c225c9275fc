package io.pgford.command;

import io.pgford.problem.Problem;
import io.pgford.sandbox.Instance;
import io.pgford.sandbox.Sandbox;
import io.pgford.sandbox.worker.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Step 1: two instances to try a crossing on. */
public final class SandboxCommands {
    private static final String GROUP = "Sandbox";

    private final Workbench workbench;
    private final SandboxPlace place;

    public SandboxCommands(Workbench workbench, SandboxPlace place) {
        this.workbench = workbench;
        this.place = place;
    }

    @Command(
            name = "sandbox start",
            group = GROUP,
            description = "Start two PostgreSQL instances of different major versions to try a crossing on",
            help = """
                    sandbox start
                    sandbox start --old 10 --new 15
                    sandbox start --dir ./trial""")
    public Answer start(
            Run run,
            @Option(longName = "old", description = "Major version of old; 13 if there is no sandbox yet")
                    Optional<Integer> oldMajor,
            @Option(longName = "new", description = "Major version of new; 18 if there is no sandbox yet")
                    Optional<Integer> newMajor,
            @Option(longName = "dir", description = "Folder of the sandbox") Optional<Path> directory) {
        Sandbox sandbox = sandbox(directory);
        run.progress("starting PostgreSQL in " + sandbox.directory());
        boolean there = sandbox.pair().isPresent();
        boolean started = sandbox.start(oldMajor, newMajor, true);
        run.progress("");
        // Only now: a start that fails changes nothing, and so neither where this run looks for its sandbox.
        directory.ifPresent(place::move);
        workbench.connect(sandbox.pair().orElseThrow());
        return grid(sandbox)
                .line(started ? "Started; they go on when you leave." : "They are running already.")
                .next(
                        there
                                ? "Where things stand: status"
                                : "The sample's schema: schema apply scripts/sample.sql --on old")
                .build();
    }

    @Command(
            name = "sandbox stop",
            group = GROUP,
            description = "Stop the sandbox's instances, and its worker; their data stay, unless --remove",
            help = "sandbox stop\nsandbox stop --remove")
    public Answer stop(
            Run run,
            @Option(longName = "dir", description = "Folder of the sandbox") Optional<Path> directory,
            @Option(longName = "remove", description = "Remove the folder with all data as well") boolean remove,
            @Option(longName = "yes", description = "Do not ask at the prompt") boolean yes) {
        Sandbox sandbox = sandbox(directory);
        String loss = "This removes " + sandbox.directory() + " with all data of both instances.";
        if (remove && !yes && !run.confirmed(loss, "remove")) {
            throw Problem.failed("The sandbox stays as it is.", "sandbox stop keeps its data.");
        }
        Answer.Builder answer = Answer.builder();
        stopWorker(run, sandbox).ifPresent(answer::line);
        workbench.close();
        if (remove) {
            sandbox.remove();
            return answer.line("The sandbox in " + sandbox.directory() + " is gone, with its data.")
                    .build();
        }
        boolean stopped = sandbox.stop();
        return answer.line(
                        stopped ? "Stopped. The data stay in " + sandbox.directory() + "." : "No sandbox is running.")
                .next(stopped ? "Start again with the same data: sandbox start" : "")
                .build();
    }

    /** A worker left behind would go on for ever, knocking at doors that are no more. */
    private static Optional<String> stopWorker(Run run, Sandbox sandbox) {
        Worker worker = new Worker(SandboxPlace.workerDirectory(sandbox.directory()));
        return worker.runs()
                ? worker.stop(new Worker.Onlooker(run::progress, run::interrupted))
                        .map(report -> "Its worker was stopped first. Verdict: "
                                + (report.verdict().clean() ? "clean." : "not clean; see its log."))
                : Optional.empty();
    }

    @Command(
            name = "sandbox status",
            group = GROUP,
            description = "The sandbox's instances: version, port, whether they run",
            help = "sandbox status\nsandbox status --json")
    @Watchable
    public Answer status(@Option(longName = "dir", description = "Folder of the sandbox") Optional<Path> directory) {
        Sandbox sandbox = sandbox(directory);
        if (sandbox.pair().isEmpty()) {
            return Answer.builder()
                    .line("There is no sandbox in " + sandbox.directory() + ".")
                    .next("Make one: sandbox start")
                    .build();
        }
        boolean allRun = sandbox.status().stream().allMatch(server -> server.state() == Instance.State.RUNNING);
        return grid(sandbox)
                .line("In " + sandbox.directory() + ".")
                .next(allRun ? "" : "Start what has stopped, with the same data: sandbox start")
                .build();
    }

    private Sandbox sandbox(Optional<Path> directory) {
        return directory.map(Sandbox::at).orElseGet(place::sandbox);
    }

    private static Answer.Builder grid(Sandbox sandbox) {
        List<List<Object>> rows = sandbox.status().stream()
                .map(server -> List.<Object>of(
                        server.side().word(),
                        "PostgreSQL " + server.version(),
                        server.state().word(),
                        server.endpoint().toString()))
                .toList();
        return Answer.builder().grid("instances", "", List.of("side", "server", "state", "at"), rows);
    }
}
