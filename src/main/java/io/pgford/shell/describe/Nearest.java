package io.pgford.shell.describe;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the command that somebody meant. */
final class Nearest {
    private static final List<String> COMMANDS = List.of(
            "d", "dt", "di", "dv", "dm", "ds", "dE", "df", "dn", "du", "dx", "des", "deu", "dew", "det", "dp", "db",
            "dT", "dD", "dy", "dRp", "l", "da", "dA", "dc", "dC", "dconfig", "dd", "ddp", "dF", "dFd", "dFp", "dFt",
            "dl", "dL", "do", "dO", "drds", "dRs", "dX", "z");

    private Nearest() {}

    /** The nearest command, with its backslash; the first of several. */
    static String to(String command) {
        return "\\"
                + COMMANDS.stream()
                        .min(Comparator.comparingInt(known -> distance(known, command)))
                        .orElseThrow();
    }

    /** Those that are not about relations. */
    static String others() {
        return COMMANDS.stream()
                .filter(command -> !command.matches("d[tivmsE]?"))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(command -> "\\" + command)
                .collect(Collectors.joining(" "));
    }

    static String all() {
        return "\\" + String.join(" \\", COMMANDS);
    }

    /** How many characters must be added, removed or changed; a wrong case counts half of that. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = 2 * j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = 2 * i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = before[j - 1] + cost(one.charAt(i - 1), other.charAt(j - 1));
                now[j] = Math.min(changed, 2 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }

    private static int cost(char one, char other) {
        if (one == other) {
            return 0;
        }
        return Character.toLowerCase(one) == Character.toLowerCase(other) ? 1 : 2;
    }
}
