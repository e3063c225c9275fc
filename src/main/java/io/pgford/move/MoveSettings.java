package io.pgford.move;

import io.pgford.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a move is to go about it.
 *
 * @param batch rows in a batch, where the operator fixes it
 * @param hold how long the gate should be closed at most for a batch
 * @param duty the share of time it may be closed while sessions wait at it
 * @param rate how much may cross in a second
 */
public record MoveSettings(OptionalInt batch, Duration hold, double duty, Optional<Rate> rate, GatesToClose gates) {
    /** What {@code --hold} and {@code --duty} are where nobody says otherwise. */
    public static final MoveSettings DEFAULT = new MoveSettings(OptionalInt.empty(), Duration.ofMillis(50), 0.5);

    public MoveSettings {
        if (batch.isPresent() && batch.getAsInt() < 1) {
            throw Problem.usage("A batch has at least one row", "For instance: --batch 1000, or --batch auto");
        }
        if (hold.isZero() || hold.isNegative()) {
            throw Problem.usage(
                    "--hold is the time the gate may be closed, and must be above zero", "For instance: --hold 50ms");
        }
        if (!(duty > 0 && duty <= 1)) {
            throw Problem.usage("--duty is a share of time, above 0 and up to 1", "For instance: --duty 0.5");
        }
    }

    /** Without a limit, and with all gates closed. */
    public MoveSettings(OptionalInt batch, Duration hold, double duty) {
        this(batch, hold, duty, Optional.empty(), GatesToClose.ALL);
    }
}
