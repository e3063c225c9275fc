package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Has psql step through a file: it shows each statement, asks whether to send it, and is told not to. Nothing reaches the
 * server, so any file may be tried, and each COPY fails: psql takes its data for SQL.
 */
final class PsqlSteps {
    /** The frame around a statement, of psql 15 and of later ones. */
    private static final Pattern STEP = Pattern.compile(
            "^\\S+\\(Single step mode: verify command\\)\\*+/?\\n(.*?)\\n\\S+\\(press return to proceed [^)]*\\)\\*+/?$",
            Pattern.DOTALL | Pattern.MULTILINE);

    /** Variables that psql has without being told, and would fill in. */
    private static final List<String> OWN = List.of(
            "DBNAME",
            "USER",
            "HOST",
            "PORT",
            "ENCODING",
            "VERSION",
            "SERVER_VERSION_NAME",
            "SERVER_VERSION_NUM",
            "VERSION_NAME",
            "VERSION_NUM",
            "ERROR",
            "SQLSTATE",
            "ROW_COUNT",
            "LAST_ERROR_MESSAGE",
            "LAST_ERROR_SQLSTATE");

    private final ProcessBuilder psql;
    private final Path directory;

    /** @param psql without what is to be run */
    PsqlSteps(ProcessBuilder psql, Path directory) {
        this.psql = psql;
        this.directory = directory;
    }

    /** Each statement as psql would send it. */
    List<String> of(String sql) throws IOException, InterruptedException {
        Path own = Files.writeString(directory.resolve("own.sql"), "\\unset " + String.join("\n\\unset ", OWN) + "\n");
        Path file = Files.writeString(directory.resolve("in.sql"), sql);
        Path shown = directory.resolve("shown");
        long ends = sql.chars().filter(c -> c == ';' || c == '\\').count();
        File no = Files.writeString(directory.resolve("no"), "x\n".repeat(Math.toIntExact(ends) + 1))
                .toFile();
        psql.command().addAll(List.of("-s", "-f", own.toString(), "-f", file.toString()));
        psql.environment().put("LC_MESSAGES", "C");
        psql.redirectInput(no).redirectOutput(shown.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        assertThat(psql.start().waitFor(1, TimeUnit.MINUTES)).isTrue();
        return STEP.matcher(Files.readString(shown))
                .results()
                .map(step -> step.group(1))
                .toList();
    }
}
