package io.pgford.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MoveOrderTest {
    private static Name name(String name) {
        return new Name("public", name);
    }

    private static Table table(String name) {
        return new Table(1, name(name), 'r', false, false, false, 0, List.of(), List.of(), Optional.<Key>empty());
    }

    /** @param references such as {@code child>parent} */
    private static List<String> order(String tables, String... references) {
        List<Table> all = new ArrayList<>(
                Arrays.stream(tables.split(" ", -1)).map(MoveOrderTest::table).toList());
        List<ForeignKey> keys = Arrays.stream(references)
                .map(reference -> reference.split(">", -1))
                .map(sides -> new ForeignKey(
                        name(sides[0]),
                        "key",
                        List.of("x"),
                        name(sides[1]),
                        List.of("id"),
                        ForeignKey.Match.of("s"),
                        "",
                        true))
                .toList();
        return MoveOrder.of(all, keys).stream().map(t -> t.name().name()).toList();
    }

    @Test
    void isByNameWhereNothingRefers() {
        assertThat(order("c a b")).containsExactly("a", "b", "c");
    }

    @Test
    void takesChildrenBeforeParents() {
        assertThat(order("a b c", "b>a", "c>b")).containsExactly("c", "b", "a");
        assertThat(order("a b c d", "c>a", "d>a", "b>d")).containsExactly("b", "c", "d", "a");
    }

    @Test
    void doesNotCareForATablesReferencesToItself() {
        assertThat(order("tree leaf", "tree>tree", "leaf>tree")).containsExactly("leaf", "tree");
    }

    @Test
    void breaksACircleAtTheFirstByName() {
        assertThat(order("hen egg nest", "hen>egg", "egg>hen", "hen>nest")).containsExactly("egg", "hen", "nest");
    }

    @Test
    void doesNotCareForTablesThatAreNotThere() {
        assertThat(order("a b", "x>a", "a>y")).containsExactly("a", "b");
    }
}
