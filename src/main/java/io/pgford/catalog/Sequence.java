package io.pgford.catalog;

import io.pgford.database.Name;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A sequence and where it stands.
 *
 * @param called false where {@code lastValue} has not been handed out yet
 * @param owner {@code table.column} of the serial or identity column it belongs to
 */
public record Sequence(
        Name name,
        String type,
        long increment,
        long min,
        long max,
        boolean cycle,
        long lastValue,
        boolean called,
        Optional<Owner> owner) {
    /** The column that a sequence belongs to. */
    public record Owner(Name table, String column, boolean identity) {}

    /** The same sequence, standing at another value. */
    Sequence at(long value, boolean handedOut) {
        return new Sequence(name, type, increment, min, max, cycle, value, handedOut, owner);
    }

    public boolean ascending() {
        return increment > 0;
    }

    /** The value that {@code nextval} would give, were there no bounds. */
    public BigInteger next() {
        BigInteger last = BigInteger.valueOf(lastValue);
        return called ? last.add(BigInteger.valueOf(increment)) : last;
    }
}
