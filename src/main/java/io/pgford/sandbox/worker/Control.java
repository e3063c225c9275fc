package io.pgford.sandbox.worker;

import io.pgford.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The worker's ear: a socket on the loopback interface and a token that only the owner of the worker's directory can read. A
 * Unix socket would do without the token, but its path may not be longer than about 100 bytes.
 */
final class Control {
    private static final int QUESTION_WITHIN_MILLIS = 5_000;
    private static final int BEAT_MILLIS = 200;

    private final ServerSocket socket;
    private final String token;
    private final Simulation simulation;
    private final CompletableFuture<Report> started;
    private final Callable<Report> stop;
    private final CountDownLatch finished = new CountDownLatch(1);

    /**
     * @param started done when the clients work, or ended by a {@link Problem}
     * @param stop ends the simulation and keeps its last report
     */
    Control(String token, Simulation simulation, CompletableFuture<Report> started, Callable<Report> stop)
            throws IOException {
        this.socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        this.token = token;
        this.simulation = simulation;
        this.started = started;
        this.stop = stop;
    }

    int port() {
        return socket.getLocalPort();
    }

    void listen() {
        Thread ear = new Thread(this::accept, "control");
        ear.setDaemon(true);
        ear.start();
    }

    /** Returns when the worker has been stopped and has said so. */
    void awaitEnd() throws InterruptedException {
        finished.await();
    }

    private void accept() {
        while (true) {
            try {
                Socket caller = socket.accept();
                Thread thread = new Thread(() -> serve(caller), "caller");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                Log.say("control: " + e.getMessage());
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            caller.setSoTimeout(QUESTION_WITHIN_MILLIS);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line == null) {
                return;
            }
            Message.Ask ask = WorkerFiles.JSON.readValue(line, Message.Ask.class);
            if (!MessageDigest.isEqual(
                    ask.token().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
                return;
            }
            answer(ask, caller.getOutputStream());
        } catch (IOException e) {
            // The caller has gone; what it asked for goes on.
            Log.say("control: " + e.getMessage());
        } catch (RuntimeException e) {
            Log.say("control: " + e);
        }
    }

    private void answer(Message.Ask ask, OutputStream out) throws IOException {
        switch (ask.verb()) {
            case STATUS -> send(out, Message.Reply.of(simulation.report()));
            case AWAIT -> follow(out, started);
            case SWITCH ->
                follow(out, inBackground(() -> simulation.switchTo(ask.side().orElseThrow())));
            case STOP -> {
                simulation.abandonFill();
                CompletableFuture<Report> stopped = inBackground(stop);
                try {
                    follow(out, stopped);
                } finally {
                    // Also where the caller has gone: somebody wanted it to end.
                    stopped.handle((report, e) -> report).join();
                    finished.countDown();
                }
            }
        }
    }

    private static CompletableFuture<Report> inBackground(Callable<Report> action) {
        CompletableFuture<Report> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(action.call());
                    } catch (Exception | LinkageError e) {
                        // Also where a class is missing, since a build has replaced the jar: whoever asked must hear of
                        // it.
                        result.completeExceptionally(e);
                    }
                },
                "asked");
        thread.start();
        return result;
    }

    private void follow(OutputStream out, CompletableFuture<Report> result) throws IOException {
        while (true) {
            try {
                send(out, Message.Reply.of(result.get(BEAT_MILLIS, TimeUnit.MILLISECONDS)));
                return;
            } catch (TimeoutException e) {
                send(out, Message.Reply.progress(simulation.progress()));
            } catch (ExecutionException | CompletionException e) {
                send(out, Message.Reply.of(problem(e.getCause())));
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Problem problem(Throwable cause) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        Log.say("mistake of the worker: " + cause);
        return Problem.failed("The worker failed: " + cause, "Its log says more.");
    }

    private static void send(OutputStream out, Message.Reply reply) throws IOException {
        out.write((WorkerFiles.JSON.writeValueAsString(reply) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
