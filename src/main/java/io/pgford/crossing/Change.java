package io.pgford.crossing;

import io.pgford.database.Side;

/**
 * One statement of a step, and where it runs.
 *
 * @param shown the statement with its secrets masked
 */
public record Change(Side side, String sql, String shown) {
    /** A statement with nothing secret in it. */
    public static Change on(Side side, String sql) {
        return new Change(side, sql, sql);
    }

    @Override
    public String toString() {
        return "@" + side + " " + shown;
    }
}
