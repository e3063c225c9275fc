package io.pgford.shell.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlProblemTest {
    @Test
    void marksThePlace() {
        assertThat(SqlProblem.marked("select * from nosuch", 15))
                .isEqualTo("  LINE 1: select * from nosuch\n                        ^");
    }

    @Test
    void namesTheLineOfALongStatement() {
        assertThat(SqlProblem.marked("select a,\n\tb\nfrom c", 19))
                .isEqualTo("  LINE 3: from c\n                ^".replace("                ^", "               ^"));
    }

    @Test
    void countsCharactersAsTheServerDoes() {
        assertThat(SqlProblem.marked("select '😀日', x", 14)).endsWith("\n" + " ".repeat(25) + "^");
    }

    @Test
    void showsOnlyTheSurroundingsOfALongLine() {
        String sql = "select " + "a, ".repeat(200) + "nosuch" + ", b".repeat(200);
        String marked = SqlProblem.marked(sql, sql.indexOf("nosuch") + 1);
        assertThat(marked.lines().findFirst().orElseThrow())
                .startsWith("  LINE 1: …")
                .endsWith("…")
                .contains("nosuch");
        assertThat(marked.lines().findFirst().orElseThrow().length()).isLessThan(80);
    }

    @Test
    void marksTheEnd() {
        assertThat(SqlProblem.marked("select", 7)).isEqualTo("  LINE 1: select\n                ^");
    }

    @Test
    void marksBehindTabsAndControlCharacters() {
        assertThat(SqlProblem.marked("\tselect '\u001B', x\r\nfrom t", 14))
                .isEqualTo("  LINE 1:  select '\\x1B', x\n" + " ".repeat(26) + "^");
    }

    @Test
    void neverCutsACharacterInTwo() {
        String sql = "select '" + "😀".repeat(100) + "', nosuch, '" + "😀".repeat(100) + "'";
        String marked = SqlProblem.marked(sql, 8 + 100 + 4);
        assertThat(marked).contains("nosuch").doesNotContain("?");
        assertThat(marked.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
        String[] lines = marked.split("\n", -1);
        int under = io.pgford.shell.print.Cells.width(lines[0].substring(0, lines[0].indexOf("nosuch")));
        assertThat(lines[1].indexOf('^')).isEqualTo(under);
    }
}
