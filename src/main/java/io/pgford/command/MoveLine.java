package io.pgford.command;

import io.pgford.move.job.JobNow;
import io.pgford.move.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far a job is, in one line that fits a terminal of 80 columns. */
final class MoveLine {
    private static final int COLUMNS = 79;
    private static final int LONGEST_NAME = 24;

    private MoveLine() {}

    /** For instance {@code parent 42%, 1.2M of 3.0M rows, 61,000/s, 1:35 left, gate 12/27 ms}; what says least is left out first. */
    static String of(JobNow now) {
        String name =
                now.table().length() > LONGEST_NAME ? now.table().substring(0, LONGEST_NAME - 1) + "…" : now.table();
        String begin = name.isEmpty() ? now.percent() + "%" : name + " " + now.percent() + "%";
        String why = why(now);
        for (List<String> details : List.of(details(now, true), details(now, false), List.<String>of())) {
            List<String> parts = new ArrayList<>(List.of(begin));
            parts.addAll(details);
            String line = String.join(", ", parts) + (why.isEmpty() ? "" : ": " + why);
            if (line.length() <= COLUMNS) {
                return line;
            }
        }
        String line = begin + ": " + why;
        return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + "…";
    }

    private static String why(JobNow now) {
        if (now.state() == JobState.PAUSED) {
            return "paused";
        }
        return now.why().isEmpty() && now.state() == JobState.HEALING ? "healing" : now.why();
    }

    private static List<String> details(JobNow now, boolean all) {
        List<String> parts = new ArrayList<>();
        if (all) {
            parts.add(shortly(now.rows()) + " of " + shortly(Math.max(now.rows(), now.total())) + " rows");
        }
        parts.add(String.format(Locale.ROOT, "%,.0f/s", now.rowsPerSecond()));
        now.secondsLeft().ifPresent(seconds -> parts.add(clock(seconds) + " left"));
        if (all || now.waiting() > 0) {
            parts.add(String.format(Locale.ROOT, "gate %.0f/%.0f ms", now.gateP50Millis(), now.gateP99Millis()));
        }
        if (now.waiting() > 0) {
            parts.add(now.waiting() + " waiting");
        }
        return parts;
    }

    /** Three digits or four, and a letter. */
    static String shortly(long number) {
        if (number < 10_000) {
            return String.format(Locale.ROOT, "%,d", number);
        } else if (number < 1_000_000) {
            return number / 1_000 + "k";
        }
        return number < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1fM", number / 1e6)
                : String.format(Locale.ROOT, "%.2fG", number / 1e9);
    }

    /** As a clock shows it: {@code 0:42}, {@code 1:02:03}. */
    static String clock(long seconds) {
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
