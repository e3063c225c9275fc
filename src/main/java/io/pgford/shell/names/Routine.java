package io.pgford.shell.names;

/**
 * The functions and procedures of one name.
 *
 * @param harmless whether none of them is volatile: they change nothing (manual, 36.7 Function Volatility Categories)
 */
public record Routine(String schema, String name, boolean visible, boolean harmless) {}
