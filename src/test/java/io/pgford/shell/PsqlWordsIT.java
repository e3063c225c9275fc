package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pgford.problem.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that psql's users have in their fingers, in this process. */
class PsqlWordsIT extends OnAShell {
    @Test
    void runsOnlyTheBranchThatIsTrue() {
        String text = """
                select count(*) > 0 as there from pg_tables where tablename = 'nosuch' \\gset
                \\if :there
                  select 'there';
                \\elif :{?unknown}
                  select nonsense from nowhere;
                \\else
                  select 'not there';
                  \\if on
                    select 'inside';
                  \\endif
                \\endif
                select 'behind';
                """;
        assertThat(shell.mustRun(text).out()).isEqualTo("not there\ninside\nbehind\n");
        assertThat(shell.run("\\if maybe").err()).contains("needs true or false", "\"maybe\"");
        assertThat(shell.mustRun("select 1;").out()).isEqualTo("1\n");
        shell.mustRun("\\if off");
        assertThat(shell.mustRun("select 2;").text()).isEmpty();
        assertThat(shell.mustRun("\\endif", "select 3;").out()).isEqualTo("3\n");
    }

    @Test
    void aScriptSaysWhichIfIsNotClosed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pgford"), "select 1;\n\\if off\nselect 2;\n");
        TestShell.Result result = shell.run("play " + file);
        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains(":2: \\if off", "not closed");
        Files.writeString(file, "\\if yes\nselect 1;\n\\endif\n\\endif\n");
        assertThat(shell.run("play " + file).err()).contains(":4: ", "There is no \\if before this \\endif");
    }

    @Test
    void showsAndWritesTheStatementBefore() throws IOException {
        assertThat(shell.run("\\p").err()).contains("There was no statement yet");
        shell.mustRun("create role it_is password 'hunter2';");
        assertThat(shell.mustRun("\\p").out()).contains("create role").doesNotContain("hunter2");
        shell.mustRun("drop role it_is;", "select 1,\n 2;");
        assertThat(shell.mustRun("\\p").out()).isEqualTo("select 1,\n 2;\n");
        Path file = folder.resolve("it.sql");
        shell.mustRun("\\w " + file);
        assertThat(file).hasContent("select 1,\n 2;");
        shell.mustRun("\\w | tr a-z A-Z > '" + file + "'");
        assertThat(file).hasContent("SELECT 1,\n 2;");
        assertThat(shell.run("\\w " + folder).err()).contains("cannot be written");
    }

    @Test
    void saysWhatIsSaidWhereItBelongs() throws IOException {
        Path file = folder.resolve("out");
        shell.mustRun("\\set who world", "\\o " + file, "\\qecho hello :who", "\\o");
        assertThat(file).hasContent("hello world");
        TestShell.Result warned = shell.mustRun("\\warn mind :who");
        assertThat(warned.err()).isEqualTo("mind world\n");
        assertThat(warned.out()).isEmpty();
        assertThat(shell.mustRun("\\getenv path PATH", "\\echo :path").out().strip())
                .isEqualTo(System.getenv("PATH"));
        assertThat(shell.mustRun("\\getenv gone NO_SUCH_VARIABLE_HERE", "select :{?gone};")
                        .out())
                .isEqualTo("f\n");
    }

    @Test
    void runsProgramsAndFailsWhereTheyDo() {
        Path made = folder.resolve("it's");
        shell.mustRun("\\! echo \"it's\" > \"" + made + "\"; true");
        assertThat(made).hasContent("it's");
        TestShell.Result failed = shell.run("\\! exit 3");
        assertThat(failed.exit()).isEqualTo(Exit.FAILED);
        assertThat(failed.err()).contains("ended with code 3");
        assertThat(shell.run("\\!").err()).contains("needs a command");
    }

    @Test
    void tellsTheSyntaxOfSql() {
        TestShell.Result result = shell.run("\\h rollback");
        assumeThat(result.err()).as("psql is installed").doesNotContain("needs psql");
        assertThat(result.out()).contains("ROLLBACK", "AND [ NO ] CHAIN", "sql-rollback.html");
        assertThat(shell.mustRun("\\h").out()).contains("CREATE TABLE");
        assertThat(shell.run("\\h sandbox start").err())
                .contains("There is no SQL command sandbox start", "help sandbox start");
    }

    @Test
    void turnsAResultRound() {
        shell.mustRun("\\t off");
        assertThat(shell.mustRun("""
                        select * from (values ('a', 'x', 1), ('a', 'y', 2), ('b', 'y', 3)) as v(r, c, n)
                        \\crosstabview
                        """).out()).isEqualTo("r,x,y\na,1,2\nb,\"\",3\n");
        assertThat(shell.run("select 1 as a, 2 as b \\crosstabview").err()).contains("needs three columns");
        assertThat(shell.run("select 1, 1, g from generate_series(1, 2) as g \\crosstabview")
                        .err())
                .contains("two values for row \"1\", column \"1\"");
        assertThat(shell.mustRun("select 1 as r, 2 as c, 3 as n;", "\\crosstabview n r c")
                        .out())
                .contains("n,1\n3,2\n");
    }

    @ParameterizedTest
    @CsvSource({
        "\\c, use new",
        "\\cd, where pgford was started",
        "\\r, Ctrl-C",
        "\\encoding, UTF-8",
        "\\ir, \\i FILE",
        "\\password, nobody is here",
        "clear, Ctrl-L",
        "\\ef touch, needs a terminal"
    })
    void saysWhatToDoInstead(String line, String hint) {
        if (line.startsWith("\\ef")) {
            shell.mustRun("create function touch() returns int language sql as 'select 1';");
        }
        TestShell.Result result = shell.run(line);
        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains(hint);
    }

    @Test
    void takesNoBackslashInsideOfAStatement() {
        TestShell.Result result = shell.run("create table made(id int) \\d made\n;");
        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("\\d cannot stand inside of a statement");
        assertThat(shell.mustRun("select to_regclass('made') is null, '\\d', E'\\d';")
                        .out())
                .isEqualTo("t,\\d,d\n");
    }
}
