package io.pgford.sandbox.worker;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** What a client does, how often in proportion, and to how many of its families at once. */
enum Kind {
    READ_ONE(22, 1),
    READ_CHILDREN(10, 1),
    READ_BOTH(6, 1),
    JOIN(6, 3),
    COUNT(4, 10),
    READ_SHARED(2, 0),
    READ_BACK(0, 1),
    UPDATE_COUNTER(20, 1),
    RENAME(3, 1),
    UPDATE_CHILD(5, 1),
    UPDATE_SHARED(6, 0),
    ADD_PARENT(3, 0),
    ADD_CHILD(6, 1),
    MOVE_CHILD(3, 2),
    REMOVE_CHILD(4, 1),
    REMOVE_PARENT(2, 1);

    private static final int TOTAL = total();

    private final int weight;
    private final int families;

    Kind(int weight, int families) {
        this.weight = weight;
        this.families = families;
    }

    /** How many of the client's own families it concerns; fewer where the client has not got so many. */
    int families() {
        return families;
    }

    /** Whether the families are others afterwards, so that it is worth reading back what was written. */
    boolean writes() {
        return switch (this) {
            case READ_ONE, READ_CHILDREN, READ_BOTH, JOIN, COUNT, READ_SHARED, READ_BACK -> false;
            case UPDATE_SHARED -> false;
            default -> true;
        };
    }

    /** As shown: {@code read one}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Kind random(RandomGenerator random) {
        int drawn = random.nextInt(TOTAL);
        for (Kind kind : values()) {
            drawn -= kind.weight;
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the weights do not add up to " + TOTAL);
    }

    private static int total() {
        int sum = 0;
        for (Kind kind : values()) {
            sum += kind.weight;
        }
        return sum;
    }
}
