package io.pgford.sandbox.worker;

import io.pgford.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** One question to a running worker. */
final class Call {
    private static final int CONNECT_MILLIS = 2_000;
    /** The worker says how far it is five times a second; silence for so long means that it hangs. */
    private static final int SILENCE_MILLIS = 15_000;

    private final WorkerFiles.Address address;

    Call(WorkerFiles.Address address) {
        this.address = address;
    }

    /**
     * Asks, and waits for the report.
     *
     * @throws IOException where nobody answers, or somebody else does
     * @throws Problem what the worker answered instead of a report
     */
    Report ask(Message.Ask question, Consumer<String> progress) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()), CONNECT_MILLIS);
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.getOutputStream()
                    .write((WorkerFiles.JSON.writeValueAsString(question) + "\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Message.Reply reply = WorkerFiles.JSON.readValue(line, Message.Reply.class);
                reply.progress().ifPresent(progress);
                if (reply.problem().isPresent()) {
                    throw Problem.failed(reply.problem().get(), reply.next());
                }
                if (reply.report().isPresent()) {
                    return reply.report().get();
                }
            }
            throw new IOException("the connection was closed before the answer");
        } catch (JacksonException e) {
            throw new IOException("this is no worker's answer", e);
        }
    }
}
