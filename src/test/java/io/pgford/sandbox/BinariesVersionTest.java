package io.pgford.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinariesVersionTest {
    @TempDir
    private Path folder;

    private PostgresBinaries holding(String... files) throws IOException {
        for (String file : files) {
            Files.createFile(folder.resolve(file));
        }
        return new PostgresBinaries(folder, folder.resolve("cache"));
    }

    @Test
    void aJarsNameTellsItsVersion() {
        BinariesVersion version = BinariesVersion.ofJar("postgres-13.23.0.jar").orElseThrow();
        assertThat(version).isEqualTo(new BinariesVersion(13, 23, 0)).hasToString("13.23.0");
        assertThat(version.jar()).isEqualTo("postgres-13.23.0.jar");
        assertThat(version.server()).isEqualTo("13.23");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres-13.23.0.jar.part",
                "postgres-13.jar",
                "postgresql-42.7.13.jar",
                "postgres-x.y.z.jar",
                ""
            })
    void otherFilesAreNone(String name) {
        assertThat(BinariesVersion.ofJar(name)).isEmpty();
    }

    @Test
    void theNewestOfAMajorIsTakenByNumberNotByText() throws IOException {
        PostgresBinaries binaries = holding(
                "postgres-13.9.0.jar", "postgres-13.23.0.jar", "postgres-13.23.1.jar", "postgres-18.6.0.jar", "README");
        assertThat(binaries.versions().keySet()).containsExactly(13, 18);
        assertThat(binaries.version(13)).hasToString("13.23.1");
    }

    @Test
    void anUnknownMajorIsRefusedNamingThoseOnHand() throws IOException {
        PostgresBinaries binaries = holding("postgres-18.6.0.jar", "postgres-10.23.0.jar");
        assertThatThrownBy(() -> binaries.unpack(14)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.exit()).isEqualTo(Exit.USAGE);
            assertThat(problem.what()).isEqualTo("PostgreSQL 14 is not on hand");
            assertThat(problem.next()).startsWith("On hand are 10, 18.");
        });
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void withoutAnyBinariesItSaysWhereTheyShouldBe() {
        PostgresBinaries binaries = new PostgresBinaries(folder.resolve("missing"), folder);
        assertThat(binaries.versions()).isEmpty();
        assertThatThrownBy(() -> binaries.version(13))
                .hasMessageContaining("no PostgreSQL binaries in " + folder.resolve("missing"));
    }

    @Test
    void aBrokenJarLeavesNothingBehind() throws IOException {
        PostgresBinaries binaries = holding("postgres-13.23.0.jar");
        assertThatThrownBy(() -> binaries.unpack(13))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("PostgreSQL 13.23 cannot be unpacked");
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }
}
