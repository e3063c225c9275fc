package io.pgford.sql.scope;

import java.util.List;

/**
 * The columns of a subquery or a common table expression, as far as its text tells.
 *
 * @param columns those with a name
 * @param whole sources all of whose columns belong to it, by {@code *}
 */
public record Derived(List<String> columns, List<Source> whole) {
    public Derived {
        columns = List.copyOf(columns);
        whole = List.copyOf(whole);
    }
}
