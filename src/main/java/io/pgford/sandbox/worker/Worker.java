package io.pgford.sandbox.worker;

import io.pgford.database.Connections;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The simulated application as seen from outside: one for each directory, running in a process of its own, found by any pgford
 * that is given the directory.
 */
public final class Worker {
    private static final long LISTENS_WITHIN_SECONDS = 30;
    private static final long EXITS_WITHIN_SECONDS = 10;

    private final Path directory;
    private final WorkerFiles files;

    /** @param directory made when the first worker is started */
    public Worker(Path directory) {
        this.directory = directory;
        this.files = new WorkerFiles(directory);
    }

    /** How the one who asked wants to be kept informed, and whether he still wants it. */
    public record Onlooker(Consumer<String> progress, BooleanSupplier interrupted) {}

    /**
     * What a start came to.
     *
     * @param already whether such a worker was running before
     */
    public record Started(Report report, boolean already) {}

    /**
     * Starts a worker, and returns when it has filled in what it should and works. Where one with the same settings runs, nothing
     * happens.
     *
     * @throws Problem where the application could not work there, or another worker runs; nothing is left running then
     */
    public Started start(WorkerConfig config, Onlooker onlooker) {
        files.prepare();
        try (FileChannel channel = FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock == null) {
                throw Problem.failed("Another pgford is starting a worker just now", "See: worker status");
            }
            Optional<Report> running = running();
            if (running.isPresent()) {
                return new Started(sameOrRefused(config, running.get()), true);
            }
            probe(config);
            return new Started(launch(config, onlooker), false);
        } catch (IOException e) {
            throw Problem.failed(
                    "The worker's directory " + directory + " cannot be used: " + e.getMessage(),
                    "Look at its permissions, and whether the disk is full.",
                    e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private Report sameOrRefused(WorkerConfig config, Report running) {
        Optional<WorkerConfig> before = files.read(files.config(), WorkerConfig.class);
        if (running.side() != config.side()) {
            throw Problem.failed(
                    "A worker runs already, on " + running.side(), "Move it: worker switch " + config.side());
        }
        if (before.isEmpty() || !before.get().on(config.side()).equals(config)) {
            throw Problem.failed(
                    "A worker runs already on " + running.side() + ", with other settings",
                    "Stop it first, then start this one: worker stop");
        }
        return running;
    }

    private static void probe(WorkerConfig config) {
        Side side = config.side();
        try (Connections connections = new Connections(config.pair());
                Connection connection = Application.connect(connections, side)) {
            new Probe(side, config.pair().at(side)).begin(connection);
        } catch (SQLException e) {
            throw Problem.failed(side + ": " + e.getMessage(), "Mend it there, then start the worker again.", e);
        }
    }

    private Report launch(WorkerConfig config, Onlooker onlooker) {
        files.delete(files.address());
        files.delete(files.result());
        files.rotateLog();
        files.write(files.config(), config);
        Process process = Launcher.launch(directory, files.log());
        boolean works = false;
        try {
            WorkerFiles.Address address = awaitAddress(process);
            Report report = ask(address, Message.Verb.AWAIT, Optional.empty(), text -> {
                        onlooker.progress().accept(text);
                        if (onlooker.interrupted().getAsBoolean()) {
                            throw Problem.interrupted(
                                    "Interrupted while the worker was starting. It is stopped; what it had filled in stays.",
                                    "Start it again: worker start --on " + config.side());
                        }
                    })
                    .orElseThrow(this::died);
            works = true;
            return report;
        } finally {
            if (!works) {
                process.destroyForcibly();
                forget();
            }
        }
    }

    private WorkerFiles.Address awaitAddress(Process process) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LISTENS_WITHIN_SECONDS);
        try {
            while (System.nanoTime() < until && !process.waitFor(20, TimeUnit.MILLISECONDS)) {
                Optional<WorkerFiles.Address> address = address();
                if (address.isPresent()) {
                    return address.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Problem.failed(
                "The worker's process did not start. Its log ends so:\n" + files.logTail(),
                "Start it again; is there enough memory?");
    }

    /**
     * How the worker is doing, or how the last one did that was stopped; empty where there was none.
     *
     * @throws Problem where it died, with the end of its log
     */
    public Optional<Report> status() {
        Optional<WorkerFiles.Address> address = address();
        return address.isPresent()
                ? Optional.of(ask(address.get(), Message.Verb.STATUS, Optional.empty(), text -> {})
                        .orElseThrow(this::died))
                : files.read(files.result(), Report.class);
    }

    /**
     * Lets all clients end what they are at and go on at the other side; returns when they are connected there.
     *
     * @throws Problem where the application could not work there, or no worker runs
     */
    public Report switchTo(Side side, Onlooker onlooker) {
        WorkerFiles.Address address = address()
                .orElseThrow(() -> Problem.failed("No worker is running", "Start one: worker start --on " + side));
        return ask(address, Message.Verb.SWITCH, Optional.of(side), onlooker.progress())
                .orElseThrow(this::died);
    }

    /**
     * Lets all clients end what they are at, looks at every row once more, and ends the process. Empty where none was running.
     *
     * @throws Problem where it had died; from then on it is as if there had been none
     */
    public Optional<Report> stop(Onlooker onlooker) {
        Optional<WorkerFiles.Address> address = address();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Optional<Report> report = ask(address.get(), Message.Verb.STOP, Optional.empty(), onlooker.progress());
        if (report.isEmpty()) {
            Problem died = died();
            forget();
            throw died;
        }
        awaitExit(address.get().pid());
        return report;
    }

    private static void awaitExit(long pid) {
        ProcessHandle.of(pid)
                .ifPresent(process -> process.onExit()
                        .completeOnTimeout(process, EXITS_WITHIN_SECONDS, TimeUnit.SECONDS)
                        .join());
    }

    /** Whether its process is alive. */
    public boolean runs() {
        return address().filter(address -> lives(address.pid())).isPresent();
    }

    private Optional<WorkerFiles.Address> address() {
        return files.read(files.address(), WorkerFiles.Address.class);
    }

    private Optional<Report> running() {
        return address().flatMap(address -> ask(address, Message.Verb.STATUS, Optional.empty(), text -> {}));
    }

    /** Empty where the worker's process is no more. */
    private Optional<Report> ask(
            WorkerFiles.Address address, Message.Verb verb, Optional<Side> side, Consumer<String> progress) {
        try {
            return Optional.of(new Call(address).ask(new Message.Ask(address.token(), verb, side), progress));
        } catch (IOException e) {
            if (!lives(address.pid())) {
                return Optional.empty();
            }
            throw Problem.failed(
                    "The worker (process " + address.pid() + ") does not answer: " + e.getMessage(),
                    "Its log is " + files.log() + ". End it by: kill " + address.pid(),
                    e);
        }
    }

    /** Whether the process is there and is a worker: after a restart of the machine the number may be another's. */
    private static boolean lives(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .commandLine()
                        .orElse(WorkerMain.class.getName())
                        .contains(WorkerMain.class.getName()))
                .orElse(false);
    }

    private Problem died() {
        return Problem.failed(
                "The worker died without a verdict. Its log ends so:\n" + files.logTail(),
                "The whole log is " + files.log() + ". Start another: worker start");
    }

    private void forget() {
        files.delete(files.address());
        files.delete(files.config());
    }
}
