package io.pgford.script;

import java.util.Optional;

/**
 * An SQL statement.
 *
 * @param route the side it is for, {@code old}, {@code new} or {@code both}; empty for the one in use
 * @param sql without what ends it
 * @param ending {@code ;}, a meta command such as {@code \gx}, or empty at the end of a text
 * @param copyData the lines behind {@code COPY … FROM stdin}, each with its line end, without the line {@code \.}
 */
public record SqlItem(
        int line, String source, Optional<String> route, String sql, String ending, Optional<String> copyData)
        implements Action {}
