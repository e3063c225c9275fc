package io.pgford.command;

import io.pgford.move.job.JobNow;
import io.pgford.move.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far a job is, in one line that fits a terminal of 80 columns. */
final class MoveLine {
    private static final int COLUMNS = 79;
    private static final int LONGEST_NAME = 24;

    private MoveLine() {}

    /** As wide as a terminal of 80 columns lets it be. */
    static String of(JobNow now) {
        return of(now, COLUMNS);
    }

    /** For instance {@code parent 42%, 61,000/s, 1:35 left, gate 12/27 ms, 1.2M of 3.0M rows}; from the end is left out what does not fit. */
    static String of(JobNow now, int columns) {
        String name =
                now.table().length() > LONGEST_NAME ? now.table().substring(0, LONGEST_NAME - 1) + "…" : now.table();
        String begin = name.isEmpty() ? now.percent() + "%" : name + " " + now.percent() + "%";
        String why = why(now);
        List<String> all = details(now);
        for (List<String> details :
                List.of(all, all.subList(0, 4), all.subList(0, 3), all.subList(0, 2), all.subList(0, 1))) {
            List<String> parts = new ArrayList<>(List.of(begin));
            parts.addAll(details);
            String line = parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "))
                    + (why.isEmpty() ? "" : ": " + why);
            if (line.length() <= columns) {
                return line;
            }
        }
        String line = begin + (why.isEmpty() ? "" : ": " + why);
        return line.length() <= columns ? line : line.substring(0, Math.max(0, columns - 1)) + "…";
    }

    private static String why(JobNow now) {
        if (now.state() == JobState.PAUSED) {
            return "paused";
        }
        return now.why().isEmpty() && now.state() == JobState.HEALING ? "healing" : now.why();
    }

    /** The most telling first; some may be empty. */
    private static List<String> details(JobNow now) {
        return List.of(
                String.format(Locale.ROOT, "%,.0f/s", now.rowsPerSecond()),
                now.secondsLeft().isPresent() ? clock(now.secondsLeft().getAsLong()) + " left" : "",
                now.waiting() > 0 ? now.waiting() + " waiting" : "",
                String.format(Locale.ROOT, "gate %.0f/%.0f ms", now.gateP50Millis(), now.gateP99Millis()),
                shortly(now.rows()) + " of " + shortly(Math.max(now.rows(), now.total())) + " rows");
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
