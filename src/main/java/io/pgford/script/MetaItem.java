package io.pgford.script;

import java.util.Optional;

/**
 * A meta command such as {@code \dt}.
 *
 * @param route the side it is for, {@code old}, {@code new} or {@code both}; empty for the one in use
 * @param text from the backslash on
 */
public record MetaItem(int line, String source, Optional<String> route, String text) implements Action {}
