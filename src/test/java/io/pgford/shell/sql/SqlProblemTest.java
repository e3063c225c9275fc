package io.pgford.shell.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlProblemTest {
    @Test
    void marksThePlace() {
        assertThat(SqlProblem.marked("select * from nosuch", 15))
                .isEqualTo("  select * from nosuch\n                ^");
    }

    @Test
    void namesTheLineOfALongStatement() {
        assertThat(SqlProblem.marked("select a,\n\tb\nfrom c", 19))
                .isEqualTo("  line 3: from c\n                ^".replace("                ^", "               ^"));
    }

    @Test
    void countsCharactersAsTheServerDoes() {
        assertThat(SqlProblem.marked("select '😀日', x", 14)).endsWith("\n" + " ".repeat(17) + "^");
    }

    @Test
    void showsOnlyTheSurroundingsOfALongLine() {
        String sql = "select " + "a, ".repeat(200) + "nosuch" + ", b".repeat(200);
        String marked = SqlProblem.marked(sql, sql.indexOf("nosuch") + 1);
        assertThat(marked.lines().findFirst().orElseThrow())
                .startsWith("  …")
                .endsWith("…")
                .contains("nosuch");
        assertThat(marked.lines().findFirst().orElseThrow().length()).isLessThan(130);
    }

    @Test
    void marksTheEnd() {
        assertThat(SqlProblem.marked("select", 7)).isEqualTo("  select\n        ^");
    }
}
