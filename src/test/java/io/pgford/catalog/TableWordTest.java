package io.pgford.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Name;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.util.List;
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

    @Test
    void findsTablesAsSqlWould() {
        assertThat(TableWord.resolve("CHILD", TABLES)).isEqualTo(CHILD);
        assertThat(TableWord.resolve("shop.child", TABLES)).isEqualTo(SHOP_CHILD);
        assertThat(TableWord.resolve("\"Order Items\"", TABLES)).isEqualTo(ITEMS);
        assertThat(TableWord.resolve("Mixed", TABLES)).isEqualTo(new Name("public", "mixed"));
        assertThat(TableWord.resolve("\"Mixed\"", TABLES)).isEqualTo(new Name("public", "Mixed"));
    }

    @Test
    void takesANameWithoutQuotesWhereItCanMeanNothingElse() {
        assertThat(TableWord.resolve("Order Items", TABLES)).isEqualTo(ITEMS);
    }

    @Test
    void namesTheNearestForAnUnknownTable() {
        assertProblem("chlid", "No table is called chlid", "Did you mean child?");
        assertProblem("nothing.like", "No table is called nothing.like", "counts lists the 7 that there are.");
    }

    @Test
    void asksForTheSchemaWhereSeveralHaveTheName() {
        assertProblem("twin", "Several tables are called twin", "Name one with its schema: a.twin, b.twin");
    }

    private static void assertProblem(String word, String what, String next) {
        assertThatThrownBy(() -> TableWord.resolve(word, TABLES))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .returns(what, Problem::what)
                .returns(next, Problem::next)
                .returns(Exit.USAGE, Problem::exit);
    }
}
