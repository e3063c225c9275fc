package io.pgford.script;

/** An action whose outcome is given: the script fails where it comes otherwise. */
public record ExpectItem(int line, String source, Expectation expectation, Action action) implements Item {}
