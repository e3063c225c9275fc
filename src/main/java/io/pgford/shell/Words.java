package io.pgford.shell;

import java.util.List;

/** Stand-in until the script room has its own. */
final class Words {
    private Words() {}

    static List<String> split(String line) {
        return List.of(line.strip().split("\\s+"));
    }
}
