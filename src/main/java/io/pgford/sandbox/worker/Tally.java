package io.pgford.sandbox.worker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts, for all clients together, what went wrong. The log gets what the verdict has no room for, within bounds. */
final class Tally {
    private static final int MESSAGES_KEPT = 10;
    private static final int MESSAGES_LOGGED = 1_000;

    private final Map<Finding.Wrong, Long> wrong = new EnumMap<>(Finding.Wrong.class);
    private final List<String> messages = new ArrayList<>();
    private long errors;
    private long retries;
    private long unsure;
    private long told;

    synchronized void found(Finding finding, String where) {
        wrong.merge(finding.wrong(), finding.count(), Long::sum);
        tell(where + ": " + finding.message());
    }

    synchronized void error(String where, String message) {
        errors++;
        tell(where + ": " + message);
    }

    synchronized void retry() {
        retries++;
    }

    synchronized void unsure() {
        unsure++;
    }

    synchronized Verdict verdict() {
        return new Verdict(
                wrong.getOrDefault(Finding.Wrong.MISSING, 0L),
                wrong.getOrDefault(Finding.Wrong.DOUBLED, 0L),
                wrong.getOrDefault(Finding.Wrong.LOST_UPDATE, 0L),
                wrong.getOrDefault(Finding.Wrong.WRONG_COUNT, 0L),
                errors,
                retries,
                unsure,
                messages);
    }

    private void tell(String message) {
        told++;
        if (messages.size() < MESSAGES_KEPT) {
            messages.add(message);
        }
        if (told <= MESSAGES_LOGGED) {
            Log.say(message);
        } else if (told == MESSAGES_LOGGED + 1) {
            Log.say("further messages are counted, not written");
        }
    }
}
