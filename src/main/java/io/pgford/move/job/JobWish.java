package io.pgford.move.job;

import java.util.Locale;

/** What the operator wants of a job. */
public enum JobWish {
    RUN,
    /** Stand between two batches, with the tables kept for it. */
    PAUSE,
    /** Come to an end after the current batch. */
    STOP;

    /** In lower case, as it is stored. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobWish of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
