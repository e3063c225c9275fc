package io.pgford.database;

/** The address under which the server of {@code new} reaches {@code old}; not always the one the shell uses. */
public record Link(String host, int port) {}
