package io.pgford.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostmasterFileTest {
    private static final List<String> RUNNING = List.of(
            "4711", "/home/it's/old/data", "1795395600", "21345", "", "127.0.0.1", "  1234567         3", "ready   ");

    @Test
    void aRunningServersFileTellsItsPort() {
        assertThat(PostmasterFile.parse(RUNNING))
                .contains(new PostmasterFile(4711, Instant.ofEpochSecond(1_795_395_600), 21_345, true));
    }

    @Test
    void aStartingServerIsNotReady() {
        assertThat(PostmasterFile.parse(RUNNING.subList(0, 6)).orElseThrow().ready())
                .isFalse();
        List<String> stopping = new java.util.ArrayList<>(RUNNING);
        stopping.set(7, "stopping");
        assertThat(PostmasterFile.parse(stopping).orElseThrow().ready()).isFalse();
    }

    @Test
    void aHalfWrittenFileTellsNothing() {
        assertThat(PostmasterFile.parse(List.of())).isEmpty();
        assertThat(PostmasterFile.parse(List.of("4711", "/data"))).isEmpty();
        assertThat(PostmasterFile.parse(List.of("4711", "/data", "", "x"))).isEmpty();
    }

    @Test
    void aNumberThatAnotherProgramHasNowIsNotTheServer() {
        // This JVM lives, and is no postgres.
        PostmasterFile file = new PostmasterFile(ProcessHandle.current().pid(), Instant.now(), 21_345, true);
        assertThat(file.alive()).isFalse();
        assertThat(file.numberReused()).isTrue();
    }

    @Test
    void aDeadServersNumberIsFree() {
        PostmasterFile file = new PostmasterFile(Integer.MAX_VALUE, Instant.now(), 21_345, true);
        assertThat(file.alive()).isFalse();
        assertThat(file.numberReused()).isFalse();
    }
}
