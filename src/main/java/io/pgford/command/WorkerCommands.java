package io.pgford.command;

import io.pgford.catalog.Roles;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import io.pgford.sandbox.worker.Report;
import io.pgford.sandbox.worker.Worker;
import io.pgford.sandbox.worker.WorkerConfig;
import java.util.List;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** The simulated application: started, watched, moved to the other side, stopped. */
public final class WorkerCommands {
    private static final String GROUP = "Sandbox";
    private static final int MOST_CLIENTS = 200;

    private final Workbench workbench;
    private final RolePasswords passwords;
    private final Worker worker;

    public WorkerCommands(Workbench workbench, RolePasswords passwords, Worker worker) {
        this.workbench = workbench;
        this.passwords = passwords;
        this.worker = worker;
    }

    @Command(
            name = "worker start",
            group = GROUP,
            description = "Start the simulated application, which works on the sample's tables and checks what it sees",
            help = """
                    worker start --on old
                    worker start --on old --clients 8 --fill 100000
                    worker start --on old --pace 0""")
    public Answer start(
            Run run,
            @Option(longName = "on", required = true, description = "The side where it works: old or new") Side side,
            @Option(longName = "clients", description = "Connections that work at once", defaultValue = "4")
                    int clients,
            @Option(longName = "fill", description = "Load rows first until child has so many", defaultValue = "0")
                    long fill,
            @Option(
                            longName = "pace",
                            description = "Operations a second for each client; 0 for as many as it can",
                            defaultValue = "200")
                    int pace,
            @Option(longName = "role", description = "The role it logs in as, on both sides", defaultValue = "app")
                    String role) {
        refuseUnlessWithin("clients", clients, 1, MOST_CLIENTS);
        refuseUnlessWithin("fill", fill, 0, Integer.MAX_VALUE);
        refuseUnlessWithin("pace", pace, 0, 1_000_000);
        Worker.Started started =
                worker.start(new WorkerConfig(logins(run, side, role), side, clients, fill, pace), onlooker(run));
        Answer.Builder answer = Answer.builder();
        if (started.already()) {
            answer.line("Such a worker is running already.");
        }
        return WorkerAnswers.running(answer, started.report())
                .next("See how it is doing: worker status")
                .build();
    }

    @Command(
            name = "worker status",
            group = GROUP,
            description = "How the simulated application is doing: its verdict and its latencies",
            help = "worker status\nworker status --json")
    @Watchable
    public Answer status() {
        return worker.status()
                .map(report -> report.state() == Report.State.STOPPED
                        ? WorkerAnswers.stopped(Answer.builder(), report)
                                .next(WorkerAnswers.START)
                                .build()
                        : WorkerAnswers.running(Answer.builder(), report).build())
                .orElseGet(WorkerCommands::none);
    }

    @Command(
            name = "worker switch",
            group = GROUP,
            description = "Let the simulated application go on at the other side, as an application restarted there",
            help = "worker switch new")
    public Answer switchTo(Run run, @Argument(index = 0, description = "The side to go to: old or new") Side side) {
        Report report = worker.switchTo(side, onlooker(run));
        return WorkerAnswers.running(Answer.builder(), report).build();
    }

    @Command(
            name = "worker stop",
            group = GROUP,
            description = "Stop the simulated application, look at each of its rows once more, and give the verdict",
            help = "worker stop")
    public Answer stop(Run run) {
        return worker.stop(onlooker(run))
                .map(report -> WorkerAnswers.stopped(Answer.builder(), report)
                        .exit(report.verdict().clean() ? Exit.DONE : Exit.FAILED)
                        .build())
                .orElseGet(WorkerCommands::none);
    }

    private static Answer none() {
        return Answer.builder()
                .line("No worker is running.")
                .next(WorkerAnswers.START)
                .build();
    }

    /** Both ends as the application logs in. On the side where it does not begin the same password will do if none is known. */
    private Pair logins(Run run, Side side, String role) {
        Pair pair = workbench.connections().pair();
        if (run.interactive() && passwords.withoutAsking(pair.at(side), role).isEmpty()) {
            refuseUnknown(side, role);
        }
        Secret password = passwords.find(run, pair.at(side), role);
        Endpoint far = pair.at(side.other());
        Endpoint here = pair.at(side).as(role, password);
        Endpoint there = far.as(role, passwords.withoutAsking(far, role).orElse(password));
        return side == Side.OLD
                ? new Pair(here, there, pair.fdwHost(), pair.fdwPort())
                : new Pair(there, here, pair.fdwHost(), pair.fdwPort());
    }

    /** Before anybody is asked for the password of a role that there is not. */
    private void refuseUnknown(Side side, String role) {
        List<String> roles = workbench.connections().with(side, Roles::thatLogIn);
        if (!roles.contains(role)) {
            throw Problem.failed(
                    "There is no role \"" + role + "\" on " + side + " that can log in",
                    Nearest.to(role, roles)
                                    .map(near -> "Did you mean " + near + "? ")
                                    .orElse("")
                            + "Create it there, or name another: --role NAME");
        }
    }

    private static Worker.Onlooker onlooker(Run run) {
        return new Worker.Onlooker(run::progress, run::interrupted);
    }

    private static void refuseUnlessWithin(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw Problem.usage(
                    "--" + option + " " + value + " cannot be", "Give a number from " + least + " to " + most + ".");
        }
    }
}
