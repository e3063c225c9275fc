package io.pgford.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxStateTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsRead() {
        SandboxState state =
                SandboxState.choose(13, 18, true, "postgres", "app").withPort(Side.NEW, 25_432);
        state.write(directory);
        assertThat(SandboxState.read(directory)).contains(state);
        state.withFurniture().write(directory);
        assertThat(SandboxState.read(directory)).contains(state.withFurniture());
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        SandboxState.choose(13, 18, true, "postgres", "app").write(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("sandbox.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void eachSandboxHasItsOwnPasswordsAndPorts() {
        SandboxState one = SandboxState.choose(13, 18, true, "postgres", "app");
        SandboxState other = SandboxState.choose(13, 18, true, "postgres", "app");
        assertThat(one.passwords().get("app").reveal())
                .hasSize(24)
                .isNotEqualTo(one.passwords().get("postgres").reveal())
                .isNotEqualTo(other.passwords().get("app").reveal());
        assertThat(one.sides().get(Side.OLD).port())
                .isNotEqualTo(one.sides().get(Side.NEW).port());
        assertThat(one.toString()).doesNotContain(one.passwords().get("app").reveal());
    }

    @Test
    void withoutAFileThereIsNone() {
        assertThat(SandboxState.read(directory)).isEmpty();
        assertThat(SandboxState.read(directory.resolve("missing"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"name\": \"somebody else's\"}",
                "{\"pgfordSandbox\": 2}",
                "{\"pgfordSandbox\": 1, \"passwords\": {\"app\": null}}"
            })
    void anotherFileOfThatNameIsRefused(String content) throws IOException {
        Files.writeString(directory.resolve("sandbox.json"), content);
        assertThatThrownBy(() -> SandboxState.read(directory))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is not a file that this pgford wrote");
    }
}
