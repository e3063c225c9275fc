package io.pgford.catalog;

/**
 * A {@code CHECK} constraint.
 *
 * @param definition as {@code pg_get_constraintdef} gives it
 */
public record Check(String name, String definition) {}
