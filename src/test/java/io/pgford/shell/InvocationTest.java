package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvocationTest {
    private static Invocation of(String... arguments) {
        return Invocation.of(List.of(arguments));
    }

    @Test
    void optionsBeforeTheCommandArePgfordsAndThoseBehindItAreNot() {
        Invocation invocation = of("--old", "a", "--new=b", "--debug", "sandbox", "start", "--old", "13");
        assertThat(invocation.options()).isEqualTo(Map.of("old", "a", "new", "b", "debug", "true"));
        assertThat(invocation.work()).isEqualTo(new Invocation.Work.Words(List.of("sandbox", "start", "--old", "13")));
    }

    @Test
    void readsTextsScriptsAndNothing() {
        assertThat(of("-c", "status; select 1", "-c", "quit").work())
                .isEqualTo(new Invocation.Work.Texts(List.of("status; select 1", "quit")));
        assertThat(of("-f", "x.pgford").work()).isEqualTo(new Invocation.Work.Script(Path.of("x.pgford")));
        assertThat(of().work()).isEqualTo(new Invocation.Work.Input());
        assertThat(of("--version").work()).isEqualTo(new Invocation.Work.Words(List.of("version")));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> of("--olld", "x"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.next()).startsWith("Did you mean --old?"));
        assertThatThrownBy(() -> of("--old")).hasMessage("pgford --old needs a value");
        assertThatThrownBy(() -> of("-c", "a", "status")).hasMessageContaining("Only one of");
    }
}
