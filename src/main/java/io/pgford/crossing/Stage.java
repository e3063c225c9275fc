package io.pgford.crossing;

/**
 * One step of the crossing, and whether it is done.
 *
 * @param command that does it, as it is typed
 * @param detail what there is to see of it, in a few words
 */
public record Stage(String name, String command, State state, String detail) {
    /** How far a step is. */
    public enum State {
        DONE,
        PARTLY,
        TODO;

        /** Done, or partly, or not at all. */
        static State of(long done, long all) {
            return done >= all ? DONE : done > 0 ? PARTLY : TODO;
        }
    }
}
