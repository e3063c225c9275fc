package io.pgford.script;

/** An item that can be performed. */
public sealed interface Action extends Item permits CommandItem, MetaItem, SqlItem {}
