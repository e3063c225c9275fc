package io.pgford.shell.names;

import java.util.List;

/** A foreign key: the columns of one table that name rows of another, by {@code pg_class.oid}. */
public record ForeignKey(long from, List<String> columns, long to, List<String> targets) {}
