package io.pgford.sandbox.worker;

import io.pgford.database.Connections;
import io.pgford.database.Fault;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The simulated application: its clients, what they have in common, and the side where they all work. */
final class Simulation {
    /** So long a client may take to end its transaction when all are to go to the other side or home. */
    private static final Duration LONGEST_OPERATION = Duration.ofSeconds(60);

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int SHARED_ROWS = 8;

    private final WorkerConfig config;
    private final Connections connections;
    private final Tally tally = new Tally();
    private final Turnstile turnstile;
    private final Instant begun = Instant.now();
    private volatile Side side;
    private volatile Report.State state = Report.State.STARTING;
    private volatile String progress = "starting";
    private volatile String summary = "";
    private volatile boolean stopping;
    private volatile Meter meter = new Meter();
    private volatile List<Client> clients = List.of();
    private volatile List<Block> blocks = List.of();
    private final List<Thread> threads = new ArrayList<>();
    private Stock stock =
            new Stock("", new NamePool(List.of(), List.of(), List.of()), new SharedRows(List.of()), List.of());

    Simulation(WorkerConfig config) {
        this.config = config;
        this.connections = new Connections(config.pair());
        this.turnstile = new Turnstile(config.clients());
        this.side = config.side();
    }

    /** What it is at, for whoever waits. */
    String progress() {
        return progress;
    }

    /**
     * Fills in rows where asked to, and lets the clients begin. Returns when they work.
     *
     * @throws Problem where the application cannot work; nothing is left running then
     */
    synchronized void start() throws InterruptedException {
        String origin = "worker-" + Long.toString(new Random().nextLong(1L << 40), 36);
        NamePool names = NamePool.make(new Random().nextLong());
        try (Connection connection = open(side)) {
            probe(side).begin(connection);
            Fill fill = new Fill(connection, origin, names, this::tell, () -> stopping);
            fill.until(config.fill());
            SharedRows shared = new SharedRows(sharedRows(connection, origin));
            stock = new Stock(origin, names, shared, fill.blocks());
            blocks = stock.blocks();
            hire(fill.families());
        } catch (SQLException e) {
            throw connections.fault(side, e);
        }
        tell("working");
        awaitConnected();
        if (!stopping) {
            state = Report.State.WORKING;
        }
    }

    private static List<Long> sharedRows(Connection connection, String origin) throws SQLException {
        String[] names = IntStream.rangeClosed(1, SHARED_ROWS)
                .mapToObj(number -> "Till " + number)
                .toArray(String[]::new);
        return Shop.addParents(connection, names, origin).stream()
                .map(Shop.Added::id)
                .toList();
    }

    private void hire(List<Family> families) {
        meter = new Meter();
        List<Client> hired = new ArrayList<>();
        for (int number = 1; number <= config.clients(); number++) {
            Client client =
                    new Client(number, config, stock, () -> open(side), new Client.Watch(turnstile, tally, meter));
            for (int i = number - 1; i < families.size(); i += config.clients()) {
                client.holdings().give(List.of(families.get(i)));
            }
            hired.add(client);
        }
        clients = List.copyOf(hired);
        for (int i = 0; i < hired.size(); i++) {
            Thread thread = new Thread(hired.get(i), "client " + (i + 1));
            threads.add(thread);
            thread.start();
        }
        Thread ticker = new Thread(this::tick, "ticker");
        ticker.setDaemon(true);
        ticker.start();
    }

    private void tick() {
        try {
            while (state != Report.State.STOPPED) {
                Thread.sleep(1_000);
                meter.tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * All clients end what they are at, leave their side and go on at the other. Nothing happens where they are there already.
     *
     * @throws Problem where the application could not work there; it goes on where it is
     */
    synchronized Report switchTo(Side other) throws InterruptedException {
        if (state != Report.State.WORKING) {
            throw Problem.failed("The worker is not at work yet, or no longer", "See: worker status");
        }
        if (other == side) {
            return report();
        }
        state = Report.State.SWITCHING;
        try (Connection connection = open(other)) {
            tell("looking whether the application can work on " + other);
            probe(other).goOn(connection, stock.shared().ids());
            drain();
            // Once more: until now the clients went on inserting at the other side.
            probe(other).goOn(connection, stock.shared().ids());
            side = other;
        } catch (SQLException e) {
            throw connections.fault(other, e);
        } finally {
            turnstile.open();
            state = Report.State.WORKING;
        }
        Log.say("switched to " + other);
        awaitConnected();
        return report();
    }

    private void drain() throws InterruptedException {
        tell("waiting for the clients to end their transactions");
        int late = turnstile.close(LONGEST_OPERATION);
        if (late > 0) {
            throw Problem.failed(
                    late + " of " + config.clients() + " clients did not end their transaction within "
                            + LONGEST_OPERATION.toSeconds() + " seconds",
                    "See what they wait for: select pid, wait_event_type, query from pg_stat_activity where"
                            + " application_name = 'shop'");
        }
    }

    private void awaitConnected() throws InterruptedException {
        long until = System.nanoTime() + CONNECT_WITHIN.toNanos();
        while (connected() < config.clients() && !stopping && System.nanoTime() < until) {
            Thread.sleep(10);
        }
    }

    /** Asks a load that is still going on to end soon. */
    void abandonFill() {
        stopping = true;
    }

    /** Lets the clients end what they are at, looks at every row once more, and gives the verdict. */
    synchronized Report stop() throws InterruptedException {
        if (state == Report.State.STOPPED) {
            return report();
        }
        stopping = true;
        state = Report.State.STOPPING;
        try {
            if (!clients.isEmpty()) {
                drain();
            }
        } catch (Problem e) {
            tally.error("stop", e.what());
        }
        turnstile.end();
        try (Connection connection = open(side)) {
            summary = new FinalCheck(connection, stock, clients, tally, this::tell).run();
        } catch (SQLException e) {
            tally.error("last check", Fault.plain(e) + " (" + e.getSQLState() + ")");
        } catch (Problem e) {
            tally.error("last check", e.what());
        }
        meter.tick();
        state = Report.State.STOPPED;
        return report();
    }

    Report report() {
        return new Report(
                state,
                ProcessHandle.current().pid(),
                side,
                config.clients(),
                connected(),
                begun,
                Instant.now(),
                clients.stream()
                        .mapToLong(client -> client.holdings().parents())
                        .sum(),
                clients.stream()
                        .mapToLong(client -> client.holdings().children())
                        .sum(),
                blocks.stream()
                        .mapToLong(block -> block.parents().sums().rows())
                        .sum(),
                blocks.stream()
                        .mapToLong(block -> block.children().sums().rows())
                        .sum(),
                tally.verdict(),
                meter.overall(),
                meter.lately(),
                summary);
    }

    private int connected() {
        return (int) clients.stream().filter(Client::connected).count();
    }

    private Probe probe(Side where) {
        return new Probe(where, config.pair().at(where));
    }

    private Connection open(Side where) {
        return Application.connect(connections, where);
    }

    private void tell(String what) {
        progress = what;
    }
}
