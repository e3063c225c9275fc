package io.pgford.shell.prompt;

import io.pgford.sql.Redactor;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jline.reader.History;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed, with its secrets left out, also in memory. */
public final class ShellHistory extends DefaultHistory {
    @Override
    public void add(Instant time, String line) {
        super.add(time, Redactor.redact(line.strip()).text());
    }

    /** The last entries, the oldest first. */
    public List<History.Entry> last(int count) {
        return StreamSupport.stream(spliterator(), false)
                .skip(Math.max(0, size() - count))
                .toList();
    }
}
