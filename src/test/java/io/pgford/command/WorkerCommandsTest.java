package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.EndpointParser;
import io.pgford.database.Pair;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.sandbox.worker.Worker;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandsTest {
    private static final Pair PAIR = new Pair(
            EndpointParser.parse("postgresql://postgres@127.0.0.1:1/shop"),
            EndpointParser.parse("postgresql://postgres@127.0.0.1:2/shop"),
            Optional.empty(),
            Optional.empty());

    @TempDir
    private Path directory;

    @Test
    void saysThatNoneIsRunning() {
        Answer status = commands("secret").status();
        Answer stop = commands("secret").stop(new NoTerminal());

        assertThat(status).isEqualTo(stop);
        assertThat(status.parts()).containsExactly(new Answer.Line("No worker is running."));
        assertThat(status.next()).contains("worker start --on old");
        assertThat(status.exit()).isEqualTo(Exit.DONE);
        assertThatThrownBy(() -> commands("secret").switchTo(new NoTerminal(), Side.NEW))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.next()).contains("worker start --on new"));
    }

    @Test
    void refusesNumbersThatCannotBe() {
        assertThatThrownBy(() -> commands("secret").start(new NoTerminal(), Side.OLD, 0, 0, 200, "app"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.exit()).isEqualTo(Exit.USAGE);
                    assertThat(problem.what()).contains("--clients 0");
                    assertThat(problem.next()).contains("1 to 200");
                });
    }

    @Test
    void startsNothingWithoutAPasswordOrAnInstance() {
        assertThatThrownBy(() -> commands("").start(new NoTerminal(), Side.OLD, 1, 0, 200, "app"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.next()).contains("PGFORD_PASSWORD_APP"));
        assertThatThrownBy(() -> commands("secret").start(new NoTerminal(), Side.OLD, 1, 0, 200, "app"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.what())
                                .contains("old cannot be reached at 127.0.0.1:1")
                                .doesNotContain("secret"));
        assertThat(commands("secret").status().parts()).containsExactly(new Answer.Line("No worker is running."));
    }

    private WorkerCommands commands(String password) {
        return new WorkerCommands(
                new Workbench(() -> PAIR),
                new RolePasswords(Map::of, name -> Optional.of(password)),
                new Worker(directory.resolve("worker")));
    }
}
