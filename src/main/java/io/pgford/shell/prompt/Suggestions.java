package io.pgford.shell.prompt;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jline.reader.History;

/** The rest of the last line that began with what is typed, if it changes nothing: nobody shall change data by a slip of a key. */
final class Suggestions {
    /** So many entries are looked at. */
    private static final int DEEPEST = 500;

    private static final int LONGEST = 2_000;

    private final History history;
    private final Harmless harmless;
    private final Map<String, Boolean> judged = new HashMap<>();
    private boolean on = true;

    Suggestions(History history, Harmless harmless) {
        this.history = history;
        this.harmless = harmless;
    }

    /** From now on. What was judged before is judged anew: more may be known of the functions. */
    void use(boolean wanted) {
        on = wanted;
        judged.clear();
    }

    /** What could follow; empty where nothing does. */
    String after(String typed) {
        if (!on || typed.isBlank() || typed.length() > LONGEST || history.isEmpty()) {
            return "";
        }
        Iterator<History.Entry> entries = history.reverseIterator(history.last());
        for (int i = 0; i < DEEPEST && entries.hasNext(); i++) {
            String line = entries.next().line();
            boolean longer = line.length() > typed.length() && line.length() < LONGEST && line.startsWith(typed);
            if (longer && judged.computeIfAbsent(line, harmless::line)) {
                return line.substring(typed.length());
            }
        }
        return "";
    }
}
