package io.pgford.shell.print;

import io.pgford.command.Share;
import io.pgford.command.Trend;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as small pictures made of characters. */
final class Bars {
    private static final int WIDTH = 12;
    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
    private static final String PLAIN_HEIGHTS = "_.-=+*%#";

    private Bars() {}

    /** A bar and its percent: {@code ██████░░░░░░  50%}. */
    static String of(Share share, boolean unicode) {
        // Rounded down, so that a full bar means that all is there.
        int full = (int) Math.floor(share.of() * WIDTH);
        return (unicode ? "█" : "#").repeat(full)
                + (unicode ? "░" : ".").repeat(WIDTH - full)
                + String.format(Locale.ROOT, " %3d%%", share.percent());
    }

    /** One small bar for each value, the highest as high as the line. */
    static String of(Trend trend, boolean unicode) {
        String heights = unicode ? HEIGHTS : PLAIN_HEIGHTS;
        double highest =
                trend.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return trend.values().stream()
                .map(value -> {
                    int height =
                            highest <= 0 ? 0 : (int) Math.min(heights.length() - 1, value / highest * heights.length());
                    return heights.substring(height, height + 1);
                })
                .collect(Collectors.joining());
    }
}
