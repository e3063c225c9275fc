package io.pgford.sql.scope;

import java.util.List;

/**
 * A place in a statement.
 *
 * @param want what can stand there
 * @param qualifier the names in front of the dot before it, folded; empty without one
 * @param subject what it is about: the parameter whose value is wanted; else empty
 * @param sources what the query around it reads, the innermost first
 * @param tables the common table expressions that are visible there
 */
public record Place(Want want, List<String> qualifier, String subject, List<Source> sources, List<String> tables) {
    public Place {
        qualifier = List.copyOf(qualifier);
        sources = List.copyOf(sources);
        tables = List.copyOf(tables);
    }
}
