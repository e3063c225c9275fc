package io.pgford.command;

import io.pgford.database.Name;
import io.pgford.move.Holder;
import io.pgford.move.MoveListener;
import java.util.List;
import java.util.Locale;

/** Tells what healing does. */
final class RecoverScreen implements MoveListener {
    private final Run run;

    RecoverScreen(Run run) {
        this.run = run;
    }

    @Override
    public void crossed(Crossed batch) {}

    @Override
    public void blocked(Name table, int tries, List<Holder> holders) {
        run.progress(table + ": waiting at the gate"
                + (holders.isEmpty() ? "" : " for pid " + holders.get(0).pid()));
    }

    @Override
    public void trouble(Name table, String what) {
        run.say(table + ": " + what + "\n  Opening new sessions and going on.");
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
}
