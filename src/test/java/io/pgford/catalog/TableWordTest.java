package io.pgford.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Name;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TableWordTest {
    private static final Name CHILD = new Name("public", "child");
    private static final Name SHOP_CHILD = new Name("shop", "child");
    private static final Name ITEMS = new Name("public", "Order Items");
    private static final List<Name> TABLES = List.of(
            CHILD,
            SHOP_CHILD,
            ITEMS,
            new Name("a", "twin"),
            new Name("b", "twin"),
            new Name("public", "Mixed"),
            new Name("public", "mixed"));

    private static final Map<Name, String> OTHERS = Map.of(new Name("public", "Big View"), "a view");

    private static Name resolve(String word) {
        return TableWord.resolve(word, TABLES, () -> OTHERS);
    }

    @Test
    void findsTablesAsSqlWould() {
        assertThat(resolve("CHILD")).isEqualTo(CHILD);
        assertThat(resolve("shop.child")).isEqualTo(SHOP_CHILD);
        assertThat(resolve("\"Order Items\"")).isEqualTo(ITEMS);
        assertThat(resolve("Mixed")).isEqualTo(new Name("public", "mixed"));
        assertThat(resolve("\"Mixed\"")).isEqualTo(new Name("public", "Mixed"));
    }

    @Test
    void takesANameWithoutQuotesWhereItCanMeanNothingElse() {
        assertThat(resolve("Order Items")).isEqualTo(ITEMS);
    }

    @Test
    void namesTheNearestForAnUnknownTable() {
        assertProblem("chlid", "No table is called chlid", "Did you mean child?");
        assertProblem("nothing.like", "No table is called nothing.like", "counts lists the 7 that there are.");
    }

    @Test
    void saysWhatIsNoTable() {
        assertProblem(
                "\"Big View\"",
                "\"Big View\" is a view, and this takes ordinary tables",
                "counts lists those that there are.");
    }

    @Test
    void asksForTheSchemaWhereSeveralHaveTheName() {
        assertProblem("twin", "Several tables are called twin", "Name one with its schema: a.twin, b.twin");
    }

    private static void assertProblem(String word, String what, String next) {
        assertThatThrownBy(() -> resolve(word))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .returns(what, Problem::what)
                .returns(next, Problem::next)
                .returns(Exit.USAGE, Problem::exit);
    }
}
