package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import io.pgford.shell.sql.Sessions;
import java.util.List;

/** {@code \errverbose}: all that the server said about the last error. */
public final class ErrorCommand implements MetaCommand {
    private final Sessions sessions;

    public ErrorCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<String> names() {
        return List.of("\\errverbose");
    }

    @Override
    public String usage() {
        return "\\errverbose";
    }

    @Override
    public String what() {
        return "all that the server said about the last error";
    }

    @Override
    public Outcome run(MetaCall call) {
        String error = sessions.lastError().orElse("There was no error.");
        error.lines().forEach(call::tell);
        return Outcome.done();
    }
}
