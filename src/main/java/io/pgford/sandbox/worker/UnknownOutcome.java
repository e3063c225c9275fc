package io.pgford.sandbox.worker;

import java.sql.SQLException;
import java.util.List;

/** The connection was lost while a commit was on its way: the transaction may have happened or not. */
final class UnknownOutcome extends Exception {
    private final transient List<Family> after;

    /** @param after what is in the database if it did happen */
    UnknownOutcome(List<Family> after, SQLException cause) {
        super(cause.getMessage(), cause);
        this.after = List.copyOf(after);
    }

    List<Family> after() {
        return after;
    }
}
