package io.pgford.move.job;

import io.pgford.move.MoveSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of {@code move}, as {@code new} knows it.
 *
 * @param tables as people read them
 * @param role that it connects to {@code new} as
 * @param until when it is to stop
 * @param now as it was last heard; {@link JobState#DIED} where its session is gone
 * @param error why it failed
 * @param silence since it was last heard of, by the clock of {@code new}
 */
public record Job(
        int id,
        List<String> tables,
        String host,
        long pid,
        String role,
        boolean background,
        MoveSettings settings,
        Optional<Instant> until,
        JobWish wish,
        JobNow now,
        String error,
        Instant started,
        Duration silence,
        Optional<Instant> ended) {
    public Job {
        tables = List.copyOf(tables);
    }

    /** Whether its shell is still there and it has not come to its end. */
    public boolean living() {
        return !now.state().ended();
    }

    /** Who runs it. */
    public String owner() {
        return "host " + host + ", pid " + pid + ", role " + role;
    }
}
