package io.pgford.shell.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.command.Answer;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.script.Words;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

public class MethodCommandTest {
    private List<Object> given = List.of();

    /** Commands of every shape that pgford has. */
    public final class Samples {
        @Command(name = "sample move", description = "moves", help = "sample move all")
        public Answer move(
                @Arguments List<String> tables,
                @Option(longName = "batch", shortName = 'b', defaultValue = "1000") int batch,
                @Option(longName = "hold", defaultValue = "50ms") Duration hold,
                @Option(longName = "until") Optional<String> until,
                @Option(longName = "dry-run") boolean dryRun) {
            given = List.of(tables, batch, hold, until, dryRun);
            return Answer.done("moved");
        }

        @Command(name = "sample connect")
        public Answer connect(
                @Argument(index = 0) Side side,
                @Argument(index = 1) String uri,
                @Argument(index = 2, defaultValue = "out.txt") Path file,
                @Option(longName = "on") Side on) {
            given = List.of(side, uri, file, on);
            return Answer.done("connected");
        }
    }

    private Exit run(String line) {
        for (MethodCommand command : MethodCommand.of(Samples.class, Samples::new)) {
            if (line.startsWith(command.getName())) {
                var words = Words.split(line.substring(command.getName().length()));
                var carried = new MethodCommand.CommandRun(null, answer -> {});
                command.doExecute(new CommandContext(
                        WordParser.parse(command, words),
                        new CommandRegistry(),
                        new PrintWriter(Writer.nullWriter()),
                        carried));
                return Exit.DONE;
            }
        }
        throw new AssertionError(line);
    }

    private void runs(String line, Object... values) {
        assertThat(run(line)).isEqualTo(Exit.DONE);
        assertThat(given).containsExactly(values);
    }

    private void refuses(String line, String... messages) {
        assertThatThrownBy(() -> run(line)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.exit()).isEqualTo(Exit.USAGE);
            assertThat(problem.what() + "\n" + problem.next()).contains(messages);
        });
    }

    @Test
    void fillsInWhatIsLeftOut() {
        runs("sample move", List.of(), 1000, Duration.ofMillis(50), Optional.empty(), false);
    }

    @Test
    void takesOptionsInEveryForm() {
        runs(
                "sample move a --batch 5 b --dry-run",
                List.of("a", "b"),
                5,
                Duration.ofMillis(50),
                Optional.empty(),
                true);
        runs("sample move --batch=5 --hold=2s", List.of(), 5, Duration.ofSeconds(2), Optional.empty(), false);
        runs("sample move -b 7 --until 04:00", List.of(), 7, Duration.ofMillis(50), Optional.of("04:00"), false);
        runs("sample move --dry-run=false", List.of(), 1000, Duration.ofMillis(50), Optional.empty(), false);
    }

    @Test
    void takesANegativeNumberAsAValue() {
        runs("sample move --batch -5", List.of(), -5, Duration.ofMillis(50), Optional.empty(), false);
        runs("sample move -- --batch", List.of("--batch"), 1000, Duration.ofMillis(50), Optional.empty(), false);
        runs("sample move '--batch'", List.of("--batch"), 1000, Duration.ofMillis(50), Optional.empty(), false);
    }

    @Test
    void leavesTheNamesOfTablesAsSqlHasThem() {
        runs(
                "sample move \"Order Items\" 'plain' \"a\"\"b\"",
                List.of("\"Order Items\"", "plain", "\"a\"\"b\""),
                1000,
                Duration.ofMillis(50),
                Optional.empty(),
                false);
    }

    @Test
    void convertsSidesAndPaths() {
        runs("sample connect old 'host=a b=c' --on new", Side.OLD, "host=a b=c", Path.of("out.txt"), Side.NEW);
    }

    @Test
    void namesTheNearestOption() {
        refuses(
                "sample move --bacth 5",
                "sample move has no option --bacth",
                "Did you mean --batch?",
                "Usage: sample move");
        refuses("sample move --jsno", "Did you mean --json?");
    }

    @Test
    void saysWhatATypeNeeds() {
        refuses("sample move --batch many", "--batch needs a whole number, not \"many\"");
        refuses("sample move --batch 99999999999", "--batch needs a whole number");
        refuses("sample move --hold 50", "--hold needs a time with its unit: 50ms, 2s, 5m or 1h");
        refuses("sample connect left x --on new", "needs old or new, not \"left\"");
    }

    @Test
    void saysWhatIsMissingOrTooMuch() {
        refuses("sample connect old --on new", "sample connect needs URI");
        refuses("sample connect old x", "sample connect needs --on");
        refuses("sample connect old x y z --on new", "\"z\" is one argument too many");
        refuses("sample move --batch", "--batch needs a value");
        refuses("sample move --batch --dry-run", "--batch needs a value");
        refuses("sample move --batch 1 --batch 2", "--batch is given twice");
    }
}
