package io.pgford.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> COMMANDS = List.of("status", "move", "seq sync", "fdw init", "help");

    @ParameterizedTest
    @CsvSource({"statsu,status", "mvoe,move", "Staus,status", "seq synk,seq sync", "hepl,help", "mov,move"})
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, COMMANDS)).contains(meant);
    }

    @Test
    void staysSilentWhereNothingIsNear() {
        assertThat(Nearest.to("frobnicate", COMMANDS)).isEmpty();
        assertThat(Nearest.to("x", List.of("move"))).isEmpty();
    }
}
