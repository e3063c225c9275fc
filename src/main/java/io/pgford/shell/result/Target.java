package io.pgford.shell.result;

import io.pgford.shell.print.Style;
import java.util.function.Consumer;

/**
 * What a format writes to.
 *
 * @param line takes one line at a time
 * @param width columns of the terminal; 0 where lines may have any length
 * @param terminal whether a terminal reads it: then no control character of the data may reach it
 */
public record Target(Consumer<String> line, Style style, int width, boolean terminal) {}
