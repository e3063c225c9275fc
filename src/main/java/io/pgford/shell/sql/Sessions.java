package io.pgford.shell.sql;

import io.pgford.command.Workbench;
import io.pgford.database.Side;
import io.pgford.shell.Interrupt;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prompt's sessions on both sides. */
public final class Sessions implements AutoCloseable {
    private final Map<Side, Session> sessions = new EnumMap<>(Side.class);

    public Sessions(Workbench workbench, Interrupt interrupt) {
        for (Side side : Side.values()) {
            sessions.put(side, new Session(side, workbench, interrupt));
        }
    }

    public Session on(Side side) {
        return sessions.get(side);
    }

    /** The sides on which a transaction is open, failed ones too. */
    public List<Side> inTransaction() {
        return Arrays.stream(Side.values())
                .filter(side -> on(side).state() != Session.State.NONE)
                .toList();
    }

    /** The last error of either side, in all that its server said. */
    public Optional<String> lastError() {
        return sessions.values().stream()
                .flatMap(session -> session.lastError().stream())
                .max(Comparator.comparing(SqlProblem.Full::number))
                .map(SqlProblem.Full::text);
    }

    @Override
    public void close() {
        sessions.values().forEach(Session::close);
    }
}
