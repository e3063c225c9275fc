package io.pgford.sandbox;

import io.pgford.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface. */
final class Ports {
    // Below the ports that systems give to outgoing connections, so that a stopped server finds its own still free.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 29_999;
    private static final int TRIES = 200;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private Ports() {}

    /** A port that nobody listens on at this moment. */
    static int choose() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw Problem.failed(
                "No free port was found on 127.0.0.1 between " + LOWEST + " and " + HIGHEST,
                "See what listens there: ss -ltn");
    }

    /** Whether nobody listens on a port of 127.0.0.1 at this moment. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the server itself does: what lingers of closed connections is no hindrance.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
