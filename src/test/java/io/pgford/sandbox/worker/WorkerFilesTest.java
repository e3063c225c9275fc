package io.pgford.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Endpoint;
import io.pgford.database.EndpointParser;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerFilesTest {
    @TempDir
    private Path directory;

    @Test
    void writesASecretWhereOnlyItsOwnerCanReadIt() throws IOException {
        Path deep = directory.resolve("a long way down ".repeat(8)).resolve("Übung 🌊");
        WorkerFiles files = new WorkerFiles(deep);
        files.prepare();
        files.write(files.config(), config());

        assertThat(files.read(files.config(), WorkerConfig.class)).contains(config());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.config())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
                .isEqualTo("rwx------");
        try (Stream<Path> all = Files.list(deep)) {
            assertThat(all).containsExactly(files.config());
        }
    }

    @Test
    void hasNothingBeforeTheFirstWorker() {
        WorkerFiles files = new WorkerFiles(directory.resolve("none"));

        assertThat(files.read(files.address(), WorkerFiles.Address.class)).isEmpty();
        assertThat(files.logTail()).isEmpty();
        files.delete(files.address());
    }

    @Test
    void saysWhichFileItCannotRead() throws IOException {
        WorkerFiles files = new WorkerFiles(directory);
        Files.writeString(files.address(), "{\"pid\":");

        assertThatThrownBy(() -> files.read(files.address(), WorkerFiles.Address.class))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.what()).contains("address.json"));
    }

    @Test
    void doesNotShowThePasswordInText() {
        assertThat(config().toString()).doesNotContain("s3cret");
    }

    private static WorkerConfig config() {
        Endpoint end = EndpointParser.parse("postgresql://[::1]:5433/shop?sslmode=require")
                .as("App \"one\"", new Secret("s3cret ü\"\\"));
        return new WorkerConfig(
                new Pair(end, end.at("other"), Optional.of("old"), Optional.empty()), Side.OLD, 4, 100_000, 200);
    }
}
