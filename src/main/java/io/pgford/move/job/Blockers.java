package io.pgford.move.job;

import io.pgford.database.Name;
import io.pgford.move.Holder;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Names whoever keeps a gate open for long, and says what can be done; not more often than is worth reading. */
final class Blockers {
    private static final long WORTH_NAMING_SECONDS = 2;
    private static final long REPEAT_NANOS = 10_000_000_000L;
    private static final long REPEAT_SAME_NANOS = 60_000_000_000L;

    private final Consumer<String> say;
    private long lastSaid = System.nanoTime() - REPEAT_SAME_NANOS;
    private int lastPid;

    Blockers(Consumer<String> say) {
        this.say = say;
    }

    void tell(Name table, List<Holder> holders) {
        List<Holder> old = holders.stream()
                .filter(h -> h.seconds() >= WORTH_NAMING_SECONDS)
                .toList();
        long since = System.nanoTime() - lastSaid;
        if (old.isEmpty() || since < (old.get(0).pid() == lastPid ? REPEAT_SAME_NANOS : REPEAT_NANOS)) {
            return;
        }
        lastSaid = System.nanoTime();
        lastPid = old.get(0).pid();
        say.accept(table + ": waiting, since a transaction keeps the gate open:\n  "
                + old.stream().map(Holder::toString).collect(Collectors.joining("\n  "))
                + "\n  It may take its time. To end it: @new select pg_terminate_backend(" + lastPid + ");");
    }
}
