package io.pgford.sql.scope;

import io.pgford.sql.Token;
import java.util.List;
import java.util.Optional;

/**
 * What a statement reads or writes rows of.
 *
 * @param path the parts of its name, folded as PostgreSQL folds them; empty for a subquery without one
 * @param alias its other name in the statement
 * @param derived its columns, where the statement itself gives them
 * @param function whether it is a function's result
 * @param words the tokens of its name
 */
public record Source(
        List<String> path, Optional<String> alias, Optional<Derived> derived, boolean function, List<Token> words) {
    public Source {
        path = List.copyOf(path);
        words = List.copyOf(words);
    }

    /** What its columns are qualified by; empty for a subquery without an alias. */
    public String name() {
        return alias.orElseGet(() -> path.isEmpty() ? "" : path.get(path.size() - 1));
    }

    /** Whether only the catalog knows its columns. */
    public boolean inCatalog() {
        return derived.isEmpty() && !function && !path.isEmpty();
    }
}
