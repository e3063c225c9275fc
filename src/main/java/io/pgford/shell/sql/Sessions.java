package io.pgford.shell.sql;

import io.pgford.command.Workbench;
import io.pgford.database.Side;
import io.pgford.shell.Interrupt;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

    @Override
    public void close() {
        sessions.values().forEach(Session::close);
    }
}
