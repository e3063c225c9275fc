package io.pgford.catalog;

/**
 * A {@code CHECK} constraint.
 *
 * @param definition as {@code pg_get_constraintdef} gives it
 * @param validated whether it holds for all rows; the planner relies on it only then
 * @param inherited whether children of the table must have it too
 */
public record Check(String name, String definition, boolean validated, boolean inherited) {}
