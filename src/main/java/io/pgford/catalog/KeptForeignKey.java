package io.pgford.catalog;

/**
 * A foreign key that {@code fk off} took away and {@code fk on} will bring back.
 *
 * @param key as it was
 * @param comment its comment, empty where it had none
 */
public record KeptForeignKey(ForeignKey key, String comment) {}
