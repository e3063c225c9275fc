package io.pgford.crossing;

import io.pgford.catalog.Sequence;
import java.math.BigInteger;
import java.util.Optional;

/** A sequence on {@code old} and the one on {@code new} that takes over from it. */
public record SequencePair(Sequence old, Optional<Sequence> fresh) {
    /** How much of what is left of a bounded sequence a gap may skip at most: a tenth. */
    private static final BigInteger SHARE = BigInteger.TEN;

    /**
     * How many values {@code new} is ahead of {@code old}; negative where it is behind and would hand out values twice. Empty
     * where {@code new} has no such sequence.
     */
    public Optional<BigInteger> distance() {
        return fresh.map(f -> f.next().subtract(old.next()).divide(BigInteger.valueOf(old.increment())));
    }

    /** The value that {@code new} has to go on from so that {@code gap} values lie between the two. */
    BigInteger target(long gap) {
        BigInteger increment = BigInteger.valueOf(old.increment());
        BigInteger bound = BigInteger.valueOf(old.ascending() ? old.max() : old.min());
        BigInteger left = bound.subtract(old.next()).divide(increment).max(BigInteger.ZERO);
        BigInteger steps = BigInteger.valueOf(gap).min(left.divide(SHARE));
        return old.next().add(steps.multiply(increment));
    }

    /** Whether {@code new} goes on from beyond {@code old}, as far as the bounds leave room. */
    boolean ahead() {
        return reaches(exhausted() ? old.next() : target(1));
    }

    /** Whether the last value there is has been handed out on {@code old}. */
    boolean exhausted() {
        return old.ascending()
                ? old.next().compareTo(BigInteger.valueOf(old.max())) > 0
                : old.next().compareTo(BigInteger.valueOf(old.min())) < 0;
    }

    /** Whether {@code new} already goes on from {@code value} or from beyond it. */
    boolean reaches(BigInteger value) {
        return fresh.map(f -> old.ascending()
                        ? f.next().compareTo(value) >= 0
                        : f.next().compareTo(value) <= 0)
                .orElse(false);
    }
}
