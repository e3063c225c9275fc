package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import io.pgford.shell.result.Format;
import io.pgford.shell.result.View;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlEndingTest {
    @Test
    void readsSettingsAndPlaces() {
        SqlEnding ending = SqlEnding.of("\\g (format=csv tuples_only=on) 'a file.csv'");
        assertThat(ending.place()).contains("a file.csv");
        assertThat(ending.view(View.DEFAULT).format()).isEqualTo(Format.CSV);
        assertThat(ending.view(View.DEFAULT).tuplesOnly()).isTrue();
        assertThat(SqlEnding.of("\\g | sort -r | head").place()).contains("| sort -r | head");
        assertThat(SqlEnding.of("\\gx").view(View.DEFAULT).expanded()).isEqualTo(View.Expanded.ON);
        assertThat(SqlEnding.of(";").view(View.DEFAULT)).isEqualTo(View.DEFAULT);
    }

    @Test
    void readsHowOftenToWatch() {
        assertThat(SqlEnding.of("\\watch").every()).contains(Duration.ofSeconds(2));
        assertThat(SqlEnding.of("\\watch 0.5").every()).contains(Duration.ofMillis(500));
        SqlEnding ending = SqlEnding.of("\\watch i=3 c=10");
        assertThat(ending.every()).contains(Duration.ofSeconds(3));
        assertThat(ending.times()).isEqualTo(10);
    }

    @Test
    void readsWhatBecomesOfAResult() {
        assertThat(SqlEnding.of("\\gset").use()).isEqualTo(SqlEnding.Use.SET_VARIABLES);
        assertThat(SqlEnding.of("\\gset old_").prefix()).isEqualTo("old_");
        assertThat(SqlEnding.of("\\gexec").use()).isEqualTo(SqlEnding.Use.EXECUTE);
        assertThat(SqlEnding.of("\\gdesc").use()).isEqualTo(SqlEnding.Use.DESCRIBE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\gset a-b",
                "\\gset a b",
                "\\gexec now",
                "\\gdesc x",
                "\\crosstabview a b c d e",
                "\\g (format=csv",
                "\\g a b",
                "\\watch soon",
                "\\watch -1"
            })
    void refusesWhatItDoesNotKnow(String ending) {
        assertThatThrownBy(() -> SqlEnding.of(ending)).isInstanceOf(Problem.class);
    }
}
