package io.pgford.command;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What a watched command keeps from one look to the next. Used by one thread at a time. */
public final class Memory {
    private final Map<Class<?>, Object> kept = new HashMap<>();

    /** The object of a type; made on the first look. */
    public <T> T of(Class<T> type, Supplier<T> first) {
        return type.cast(kept.computeIfAbsent(type, ignored -> first.get()));
    }
}
