package io.pgford.move.job;

import java.util.Locale;

/** What a job does. */
public enum JobState {
    MOVING,
    /** Some transaction keeps a gate open. */
    WAITING,
    RESTING,
    PAUSED,
    /** It opens new sessions after something went wrong, and brings what was under way to its end. */
    HEALING,
    FINISHED,
    STOPPED,
    FAILED,
    /** Its shell is gone without a word. Never written: it is what a job looks like whose session is gone. */
    DIED;

    /** Whether it will do nothing more. */
    public boolean ended() {
        return this == FINISHED || this == STOPPED || this == FAILED || this == DIED;
    }

    /** In lower case, as it is stored and shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
