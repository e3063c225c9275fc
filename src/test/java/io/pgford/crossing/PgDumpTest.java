package io.pgford.crossing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Endpoint;
import io.pgford.database.Secret;
import io.pgford.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgDumpTest {
    @TempDir
    private Path folder;

    @Test
    void takesTheNewest() throws IOException {
        List<Path> candidates = List.of(
                program("nine", "pg_dump (PostgreSQL) 9.6.24"),
                program("newest", "pg_dump (PostgreSQL) 99.1 (Debian 99.1-1)"),
                program("beta", "pg_dump (PostgreSQL) 19beta1"),
                program("other", "something else"));
        assertThat(PgDump.newest(candidates, Optional.empty(), 13))
                .isEqualTo(new PgDump(candidates.get(1), 99, "99.1"));
    }

    @Test
    void findsItOnTheSearchPathAndInAFolderThatIsNamed() throws IOException {
        Path path = program("bin", "pg_dump (PostgreSQL) 99.1");
        String searchPath = folder.resolve("nowhere") + File.pathSeparator + path.getParent();
        assertThat(PgDump.find(Optional.empty(), searchPath, 13).path()).isEqualTo(path);
        assertThat(PgDump.find(Optional.of(path.getParent()), "", 13).path()).isEqualTo(path);
    }

    @Test
    void saysWhatToInstallWhereThereIsNone() {
        assertThatThrownBy(() -> PgDump.newest(List.of(), Optional.empty(), 13))
                .hasMessage("There is no pg_dump on this machine")
                .extracting(problem -> ((Problem) problem).next())
                .asString()
                .contains("version 13 or later")
                .contains("schema apply FILE --on new");
        Path nowhere = folder.resolve("pg_dump");
        assertThatThrownBy(() -> PgDump.find(Optional.of(nowhere), "", 13))
                .hasMessage(nowhere + " is no pg_dump that can be run");
    }

    @Test
    void refusesOneThatIsOlderThanOld() throws IOException {
        Path path = program("bin", "pg_dump (PostgreSQL) 12.22");
        assertThatThrownBy(() -> PgDump.find(Optional.of(path), "", 13))
                .isInstanceOf(Problem.class)
                .hasMessage(path + " is of version 12.22, older than old, which is PostgreSQL 13");
    }

    @Test
    void neverPutsAPasswordOnTheCommandLine() {
        Endpoint endpoint = new Endpoint(
                "db.example",
                5433,
                "my 'shop'",
                "operator",
                Optional.of(new Secret("hunter2")),
                Map.of("sslmode", "verify-full", "sslpassword", "hunter2", "prepareThreshold", "0"));
        List<String> command = new SchemaDump(new PgDump(Path.of("pg_dump"), 18, "18.6"), endpoint, false).command();
        assertThat(String.join(" ", command)).doesNotContain("hunter2").doesNotContain("prepareThreshold");
        assertThat(command)
                .contains("--schema-only", "--no-owner", "--no-privileges", "--no-password", "--exclude-schema=pgford")
                .last()
                .isEqualTo("--dbname=host='db.example' port='5433' dbname='my \\'shop\\'' user='operator'"
                        + " application_name='pgford schema copy' sslmode='verify-full'");
    }

    private Path program(String name, String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(name));
        Path program = bin.resolve("pg_dump");
        Files.writeString(program, "#!/bin/sh\necho '" + version + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}
