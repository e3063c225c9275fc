package io.pgford.sandbox.worker;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** The worker's process: an application knows nothing of the shell, and outlives it. Started by {@link Worker} only. */
public final class WorkerMain {
    private static final long FAILURE_FETCHED_WITHIN_SECONDS = 5;

    private WorkerMain() {}

    /**
     * Works until it is told to stop.
     *
     * @param args the worker's directory
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        // Ctrl-C and a closed terminal are meant for the shell, also where there is no setsid to keep them away.
        Signals.register("INT", () -> Log.say("an interrupt is passed over"));
        Signals.register("HUP", () -> Log.say("a hangup is passed over"));
        WorkerFiles files = new WorkerFiles(Path.of(args[0]));
        WorkerConfig config = files.read(files.config(), WorkerConfig.class).orElseThrow();
        Simulation simulation = new Simulation(config);
        CompletableFuture<Report> started = new CompletableFuture<>();
        String token = token();
        Control control = new Control(token, simulation, started, () -> {
            Report report = simulation.stop();
            files.write(files.result(), report);
            return report;
        });
        control.listen();
        files.write(
                files.address(), new WorkerFiles.Address(ProcessHandle.current().pid(), control.port(), token));
        Log.say("worker " + ProcessHandle.current().pid() + " for "
                + config.pair().at(config.side()));
        Thread end = new Thread(() -> Log.say("the process ends"), "end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            simulation.start();
            started.complete(simulation.report());
        } catch (Problem e) {
            Log.say(e.what());
            started.completeExceptionally(e);
            TimeUnit.SECONDS.sleep(FAILURE_FETCHED_WITHIN_SECONDS);
            files.delete(files.address());
            System.exit(1);
        }
        control.awaitEnd();
        files.delete(files.config());
        files.delete(files.address());
        Log.say("stopped");
        System.exit(0);
    }

    private static String token() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
