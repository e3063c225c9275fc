package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MoveWordsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final ZonedDateTime EVENING = ZonedDateTime.of(2026, 10, 24, 22, 30, 0, 0, ZONE);

    @Test
    void aTimeOfDayIsItsNextOccurrence() {
        assertThat(MoveWords.until("23:00", EVENING))
                .isEqualTo(EVENING.withHour(23).withMinute(0).toInstant());
        // The clocks go back in between.
        assertThat(MoveWords.until("4:00", EVENING))
                .isEqualTo(ZonedDateTime.of(2026, 10, 25, 4, 0, 0, 0, ZONE).toInstant());
        assertThat(MoveWords.until("22:30", EVENING))
                .isEqualTo(EVENING.plusDays(1).toInstant());
        assertThat(MoveWords.until("22:30:01", EVENING))
                .isEqualTo(EVENING.plusSeconds(1).toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24:00", "4", "04:60", "soon", "04:00am"})
    void othersAreNot(String word) {
        assertThatThrownBy(() -> MoveWords.until(word, EVENING))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is no time of day");
    }

    @Test
    void ratesCanBeTurnedOff() {
        assertThat(MoveWords.rate("off")).isEmpty();
        assertThat(MoveWords.rate("5k/s").orElseThrow()).hasToString("5000/s");
    }
}
