package io.pgford.shell.prompt;

import io.pgford.sql.Redactor;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jline.reader.History;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed, with its secrets left out, also in memory. */
public final class ShellHistory extends DefaultHistory {
    /** In characters. A longer text came from a file, and would make the history slow at each start. */
    private static final int LONGEST = 100_000;

    @Override
    public void add(Instant time, String line) {
        if (line.length() <= LONGEST && !line.isBlank()) {
            super.add(time, Redactor.redact(line.strip()).text());
        }
    }

    /** The last entries, the oldest first. */
    public List<History.Entry> last(int count) {
        return StreamSupport.stream(spliterator(), false)
                .skip(Math.max(0, size() - count))
                .toList();
    }
}
