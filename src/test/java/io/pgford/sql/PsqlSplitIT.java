package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pgford.database.Endpoint;
import io.pgford.pair.PostgresPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The splitter beside psql itself, which writes down each statement that it sends. Runs where psql is installed;
 * {@code -Dpgford.test.sql=FOLDER} adds all {@code .sql} files below a folder, such as PostgreSQL's own regression tests.
 * Differences that are meant:
 *
 * <ul>
 *   <li>psql reads line by line and so does not see that an {@code E''} string goes on behind a line end, as the server does.
 *   <li>psql learns from the server whether rows follow a COPY; pgford always takes them to follow {@code COPY … FROM stdin;}.
 *   <li>psql takes commands out of a statement, and goes on behind one for the next one on the same line; pgford refuses both.
 *   <li>psql sends lone semicolons and comments too, and takes {@code BEGIN} alone in a CREATE FUNCTION for a body's beginning.
 * </ul>
 */
class PsqlSplitIT {
    private static final Pattern SENT =
            Pattern.compile("^\\*{9} QUERY \\*{10}\\n(.*?)\\n\\*{26}$", Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir
    private Path directory;

    @Test
    void agreesOnWhatIsTricky() throws IOException, InterruptedException {
        try (var file = PsqlSplitIT.class.getResourceAsStream("tricky.sql")) {
            compare(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void agreesOnTheScriptsOfTheServer() throws IOException, InterruptedException {
        List<Path> files = scriptsOfTheServer();
        assumeThat(files).as("the server's own scripts, on this machine").isNotEmpty();
        for (Path file : files) {
            // The scripts of extensions begin with a line that ends psql.
            compare(Files.readString(file).replaceAll("(?m)^\\\\.*", ""));
        }
    }

    @Test
    void agreesOnFilesOfOthers() throws IOException, InterruptedException {
        String folder = System.getProperty("pgford.test.sql");
        assumeThat(folder).as("-Dpgford.test.sql=FOLDER names files to compare").isNotNull();
        List<String> different = new ArrayList<>();
        for (Path file : sqlFiles(Path.of(folder))) {
            // PostgreSQL's test of psql's commands themselves, many of them wrong or inside of each other.
            if (file.endsWith("psql.sql")) {
                continue;
            }
            PublicSql sql = PublicSql.read(file);
            for (String text : List.of(sql.withCommands(), sql.withoutCommands())) {
                List<String> shown = essences(new PsqlSteps(psql(), directory).of(text).stream());
                if (!essences(everything(text).stream()).equals(shown)) {
                    different.add(file.toString());
                }
            }
        }
        assertThat(different).isEmpty();
    }

    /** What psql would send: an open rest at the end too, and for a command such as {@code \g} alone the statement before. */
    private static List<String> everything(String text) {
        Split split = Splitter.split(text);
        List<String> result = new ArrayList<>();
        for (Piece piece : split.pieces()) {
            if (piece.kind() == Piece.Kind.STATEMENT) {
                result.add(piece.text());
            } else if (piece.kind() == Piece.Kind.META && MetaWord.sends(piece.text(), 1) && !result.isEmpty()) {
                result.add(result.get(result.size() - 1));
            }
        }
        split.open().ifPresent(rest -> result.add(rest.text()));
        return result;
    }

    private static List<String> essences(Stream<String> statements) {
        return statements
                .map(PsqlSplitIT::essence)
                .map(essence -> essence.endsWith("; ") ? essence.substring(0, essence.length() - 2) : essence)
                .filter(essence -> !essence.isEmpty())
                .toList();
    }

    private static List<Path> sqlFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".sql") && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> scriptsOfTheServer() throws IOException, InterruptedException {
        ProcessBuilder ask = psql("-At", "-c", "SELECT setting FROM pg_catalog.pg_config WHERE name = 'SHAREDIR'");
        Process process = start(ask);
        String folder = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        if (!Files.isDirectory(Path.of(folder))) {
            return List.of();
        }
        return sqlFiles(Path.of(folder));
    }

    private static ProcessBuilder psql(String... options) {
        Endpoint end = PostgresPair.shared().servers().newEnd();
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-d", end.toString()));
        command.addAll(List.of(options));
        ProcessBuilder psql = new ProcessBuilder(command);
        end.password().ifPresent(password -> psql.environment().put("PGPASSWORD", password.reveal()));
        psql.environment().put("PGOPTIONS", "-c default_transaction_read_only=on");
        psql.environment().put("PGCLIENTENCODING", "UTF8");
        return psql;
    }

    private void compare(String sql) throws IOException, InterruptedException {
        List<String> ours = Splitter.split(sql).statements().stream()
                .map(PsqlSplitIT::essence)
                .toList();
        assertThat(ours).isEqualTo(sentByPsql(sql));
    }

    /** The session is read-only, so that most statements fail and nothing is changed. */
    private List<String> sentByPsql(String sql) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("in.sql"), sql);
        Path log = directory.resolve("log");
        Files.deleteIfExists(log);
        ProcessBuilder psql = psql("-L", log.toString(), "-f", file.toString());
        psql.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = start(psql);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Matcher sent = SENT.matcher(Files.readString(log));
        return sent.results()
                .map(result -> essence(result.group(1).replaceFirst(";\\s*$", "")))
                .toList();
    }

    private static Process start(ProcessBuilder psql) {
        try {
            return psql.start();
        } catch (IOException e) {
            assumeThat(false).as("psql is installed").isTrue();
            throw new IllegalStateException(e);
        }
    }

    /** psql leaves out some blanks and comments, by version, and what it obeys itself. */
    private static String essence(String statement) {
        StringBuilder result = new StringBuilder();
        Lexer lexer = new Lexer(statement, 0);
        for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
            Token token = next.get();
            if (token.text().equals("\\")) {
                lexer = new Lexer(statement, behindBackslash(statement, token.end()));
            } else if (!token.isBlank()) {
                result.append(token.text()).append(' ');
            }
        }
        return result.toString();
    }

    private static int behindBackslash(String statement, int at) {
        if (statement.startsWith(";", at) || statement.startsWith(":", at)) {
            return at;
        }
        int end = statement.indexOf('\n', at);
        return end < 0 ? statement.length() : end;
    }
}
