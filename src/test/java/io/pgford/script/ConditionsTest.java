package io.pgford.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    private static final Map<String, String> VARIABLES = Map.of(":ready", "t", ":{?gone}", "FALSE");

    private final Conditions conditions = new Conditions();

    private boolean pass(String line) {
        return conditions.pass(
                new MetaItem(1, line, Optional.empty(), line), word -> VARIABLES.getOrDefault(word, word));
    }

    private List<String> run(String... lines) {
        List<String> run = new ArrayList<>();
        for (String line : lines) {
            if (pass(line)) {
                run.add(line);
            }
        }
        return run;
    }

    @Test
    void runsTheFirstBranchThatIsTrue() {
        assertThat(run("a", "\\if no", "b", "\\elif :ready", "c", "\\elif true", "d", "\\else", "e", "\\endif", "f"))
                .containsExactly("a", "c", "f");
        assertThat(run("\\if :{?gone}", "a", "\\else", "b", "\\endif")).containsExactly("b");
        assertThat(conditions.open()).isEmpty();
    }

    @Test
    void runsNothingInsideOfWhatIsNotRun() {
        assertThat(run("\\if 0", "\\if nonsense", "a", "\\elif 1", "b", "\\else", "c", "\\endif", "d", "\\endif", "e"))
                .containsExactly("e");
        assertThat(run("\\if 1", "\\if 0", "a", "\\else", "b", "\\endif", "c", "\\elif nonsense", "d", "\\endif"))
                .containsExactly("b", "c");
    }

    @ParameterizedTest
    @CsvSource({"true,yes", "t,yes", "TRUE,yes", "on,yes", "1,yes", "y,yes", "off,no", "of,no", "0,no", "n,no", "f,no"})
    void takesWhatPsqlTakes(String word, String runs) {
        assertThat(run("\\if " + word, "it")).hasSize(runs.equals("yes") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\if", "\\if maybe", "\\if o", "\\if 1 = 1", "\\elif 1", "\\else", "\\endif", "\\if ''"})
    void changesNothingWhereItIsWrong(String line) {
        assertThatThrownBy(() -> pass(line)).isInstanceOf(Problem.class);
        assertThat(conditions.open()).isEmpty();
        assertThat(conditions.isTaken()).isTrue();
    }

    @Test
    void keepsItsPlaceWhereAnElseIsWrong() {
        run("\\if 0");
        assertThatThrownBy(() -> pass("\\elif maybe")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> pass("\\else maybe")).isInstanceOf(Problem.class);
        assertThat(run("a", "\\else", "b")).containsExactly("b");
        assertThatThrownBy(() -> pass("\\else")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> pass("\\elif 1")).isInstanceOf(Problem.class);
        assertThat(run("c", "\\endif", "d")).containsExactly("c", "d");
    }

    @Test
    void isLeftLevelByLevel() {
        run("\\if 1", "\\if 0");
        assertThat(conditions.isTaken()).isFalse();
        assertThat(conditions.leave()).isPresent();
        assertThat(conditions.isTaken()).isTrue();
        assertThat(conditions.leave()).isPresent();
        assertThat(conditions.leave()).isEmpty();
    }
}
