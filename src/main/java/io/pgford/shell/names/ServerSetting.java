package io.pgford.shell.names;

import java.util.List;

/**
 * A parameter of the server, as {@code pg_settings} describes it.
 *
 * @param values what it can be, where these are few; else empty
 */
public record ServerSetting(String name, String about, List<String> values) {}
