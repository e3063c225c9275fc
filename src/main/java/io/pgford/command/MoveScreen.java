package io.pgford.command;

import io.pgford.database.Name;
import io.pgford.move.Holder;
import io.pgford.move.MoveListener;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a move while it runs, and remembers what its summary needs. */
final class MoveScreen implements MoveListener {
    private static final int SAMPLES = 10_000;
    private static final long REPEAT_NANOS = 10_000_000_000L;
    private static final long WORTH_NAMING_SECONDS = 2;

    private final Run run;
    private final double[] gateMillis = new double[SAMPLES];
    private final long began = System.nanoTime();
    private long batches;
    private long rows;
    private long waited;
    private long lastSaid = System.nanoTime() - REPEAT_NANOS;

    MoveScreen(Run run) {
        this.run = run;
    }

    @Override
    public void crossed(Crossed batch) {
        gateMillis[(int) (batches % SAMPLES)] = batch.gateClosedMillis();
        batches++;
        rows += batch.rows();
        waited += batch.waiting();
        double seconds = Math.max(0.001, (System.nanoTime() - began) / 1e9);
        long percent = batch.rowsAtStart() == 0 ? 100 : Math.min(100, 100 * batch.moved() / batch.rowsAtStart());
        run.progress(String.format(
                Locale.ROOT,
                "%s: %,d rows, %d%%, %,.0f rows/s, gate closed %.0f ms, %d waiting",
                batch.table(),
                batch.moved(),
                percent,
                rows / seconds,
                batch.gateClosedMillis(),
                batch.waiting()));
    }

    @Override
    public void blocked(Name table, int tries, List<Holder> holders) {
        run.progress(table + ": waiting for the gate, " + tries + " tries");
        List<Holder> old = holders.stream()
                .filter(h -> h.seconds() >= WORTH_NAMING_SECONDS)
                .toList();
        if (!old.isEmpty() && System.nanoTime() - lastSaid > REPEAT_NANOS) {
            lastSaid = System.nanoTime();
            run.say(table + ": waiting, since a transaction keeps the gate open:\n  "
                    + old.stream().map(Holder::toString).collect(Collectors.joining("\n  "))
                    + "\n  It may take its time. To end it: @new select pg_terminate_backend("
                    + old.get(0).pid() + ");");
        }
    }

    @Override
    public void trouble(Name table, String what) {
        run.say(table + ": " + what + "\n  Opening new sessions, healing what is under way, and going on.");
    }

    @Override
    public void healed(Name table, long apart) {
        run.say(table + ": an interrupted batch was brought to its end.");
        if (apart > 0) {
            run.say(String.format(
                    Locale.ROOT,
                    "%s: %,d of its rows had come to differ between the two sides. Those of new stay, those of old are kept"
                            + " for you to compare: @new select * from pgford.set_aside;",
                    table,
                    apart));
        }
    }

    @Override
    public boolean stopped() {
        return run.interrupted();
    }

    /** The table's line in the summary. */
    List<Object> row(Name table, boolean finished) {
        return Arrays.asList(
                table.shown(),
                rows,
                batches,
                percentile(0.5),
                percentile(0.99),
                waited,
                finished ? "finished" : "stopped");
    }

    private Double percentile(double share) {
        int count = (int) Math.min(batches, SAMPLES);
        if (count == 0) {
            return null;
        }
        double[] sorted = Arrays.copyOf(gateMillis, count);
        Arrays.sort(sorted);
        return Math.round(sorted[(int) Math.min(count - 1, Math.floor(share * count))] * 10) / 10.0;
    }
}
