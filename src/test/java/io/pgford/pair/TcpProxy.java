package io.pgford.pair;

import io.pgford.database.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a client and a server that a test can cut, break, and slow down. */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Endpoint target;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean silent;
    private volatile long delayMillis;

    /** A network to a server; forwards at once. */
    public TcpProxy(Endpoint target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    /** The server as it is reached through this network. */
    public Endpoint endpoint() {
        return new Endpoint(
                "127.0.0.1",
                listening.getLocalPort(),
                target.database(),
                target.user(),
                target.password(),
                target.options());
    }

    /** A black hole: connections stay open, also new ones, but nothing comes through until {@link #heal}. */
    public synchronized void cut() {
        silent = true;
    }

    /** Forwards again, beginning with what was held up. */
    public synchronized void heal() {
        silent = false;
        notifyAll();
    }

    /** Breaks all connections by RST; new ones work. */
    public void reset() {
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is gone already.
            }
            close(socket);
        }
    }

    /** Holds each piece for so long, in either direction. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    private synchronized void awaitForward() throws InterruptedException {
        while (silent) {
            wait();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(target.host(), target.port());
                for (Socket socket : new Socket[] {client, server}) {
                    socket.setTcpNoDelay(true);
                    open.add(socket);
                }
                run(() -> pump(client, server));
                run(() -> pump(server, client));
            } catch (IOException e) {
                // The server is down, or the proxy was closed.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitForward();
                if (delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                out.write(buffer, 0, read);
            }
            awaitForward();
        } catch (IOException e) {
            // Either end has closed it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        heal();
        close(Set.copyOf(open));
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void close(Set<Socket> sockets) {
        sockets.forEach(this::close);
    }
}
