package io.pgford.crossing;

import io.pgford.problem.Problem;
import io.pgford.sql.Open;
import io.pgford.sql.Piece;
import io.pgford.sql.Split;
import io.pgford.sql.Splitter;
import io.pgford.sql.StatementKind;
import io.pgford.sql.Statements;
import io.pgford.sql.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of an SQL file, all of which can run in one transaction. What psql alone understands is left out where that
 * makes no difference, else refused.
 */
public record SqlScript(SqlFile file, List<SqlStep> steps) {
    /** Meta commands that only change what psql prints, or ({@code \restrict}) guard psql itself. */
    private static final Set<String> HARMLESS = Set.of(
            "restrict", "unrestrict", "echo", "qecho", "warn", "timing", "pset", "x", "a", "t", "r", "p", "errverbose");

    private static final Pattern HARMLESS_SET = Pattern.compile(
            "\\\\set\\s+(on_error_stop|on_error_rollback|verbosity|quiet|echo|show_context|autocommit)\\b.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern META = Pattern.compile("\\\\([A-Za-z_]+|\\S).*", Pattern.DOTALL);
    private static final String ALONE = "pgford runs the file as a whole in one transaction: ";

    public SqlScript {
        steps = List.copyOf(steps);
    }

    /**
     * Cuts a file into statements.
     *
     * @throws Problem naming file and line, for the first thing that cannot run in one transaction, that only psql can do,
     *     or that does not end
     */
    public static SqlScript of(SqlFile file) {
        return new SqlScript(file, new Reader(file).read());
    }

    /** The script without some of its statements. */
    public SqlScript without(Predicate<SqlStep> unwanted) {
        return new SqlScript(file, steps.stream().filter(unwanted.negate()).toList());
    }

    private static final class Reader {
        private final SqlFile file;
        private final List<SqlStep> steps = new ArrayList<>();
        private int line = 1;
        private int counted;

        Reader(SqlFile file) {
            this.file = file;
        }

        List<SqlStep> read() {
            Split split = Splitter.split(file.text());
            for (Piece piece : split.pieces()) {
                int at = lineOf(piece.start());
                switch (piece.kind()) {
                    case STATEMENT -> statement(piece, at);
                    case META -> meta(piece.text(), at);
                    case COPY_DATA -> data(piece.text());
                    case BLANK -> {}
                }
            }
            split.open().ifPresent(this::rest);
            return unwrapped();
        }

        /** Pieces come in order, so each line end is counted once. */
        private int lineOf(int offset) {
            for (; counted < offset; counted++) {
                if (file.text().charAt(counted) == '\n') {
                    line++;
                }
            }
            return line;
        }

        private void statement(Piece piece, int at) {
            if (piece.ending().startsWith("\\") && !piece.ending().equals("\\g")) {
                meta(piece.ending(), at);
            }
            steps.add(new SqlStep(piece.text(), Optional.empty(), at));
        }

        private void meta(String text, int at) {
            Matcher word = META.matcher(text);
            boolean harmless = word.matches() && HARMLESS.contains(word.group(1).toLowerCase(Locale.ROOT));
            if (!harmless && !HARMLESS_SET.matcher(text).matches()) {
                throw Problem.failed(
                        file.place(at) + ": " + firstWord(text) + " is a command of psql's own",
                        "Take it out of the file, or run the file with psql. Nothing was run.");
            }
        }

        private static String firstWord(String text) {
            return text.split("\\s", 2)[0];
        }

        private void data(String lines) {
            SqlStep copy = steps.remove(steps.size() - 1);
            steps.add(new SqlStep(copy.text(), Optional.of(lines), copy.line()));
        }

        /** The last statement may lack its semicolon, as in psql. */
        private void rest(Open open) {
            int at = lineOf(open.start());
            if (open.waiting() == Waiting.STATEMENT) {
                steps.add(new SqlStep(open.text().stripTrailing(), Optional.empty(), at));
                return;
            }
            String what = switch (open.waiting()) {
                case SINGLE_QUOTE, DOUBLE_QUOTE, DOLLAR_QUOTE -> "the quote that begins here does not end";
                case COMMENT -> "the comment that begins here does not end";
                case PARENTHESIS -> "the parenthesis that begins here is not closed";
                case COPY_DATA, STATEMENT -> "the data of this COPY does not end with a line \\.";
            };
            throw Problem.failed(file.place(lineOf(open.since())) + ": " + what, "Correct the file. Nothing was run.");
        }

        /** One {@code BEGIN} with a {@code COMMIT} as the last statement says what is done anyway. */
        private List<SqlStep> unwrapped() {
            List<SqlStep> result = new ArrayList<>(steps);
            int last = result.size() - 1;
            boolean ends = last > 0 && TransactionRules.commits(result.get(last));
            Optional<SqlStep> begin =
                    result.stream().filter(TransactionRules::begins).findFirst();
            if (ends && begin.isPresent()) {
                result.remove(last);
                result.remove(begin.get());
            }
            for (SqlStep step : result) {
                TransactionRules.refusal(step).ifPresent(reason -> {
                    throw refused(step, reason);
                });
                StatementKind kind = Statements.kind(step.text());
                if (kind == StatementKind.COPY_OUT
                        || (kind == StatementKind.COPY_IN && step.data().isEmpty())) {
                    throw refused(step, "it sends rows, and the file is not the place for them");
                }
            }
            return result;
        }

        private Problem refused(SqlStep step, String reason) {
            return Problem.failed(
                    file.place(step.line()) + ": " + step.firstWords() + "\n" + ALONE + reason,
                    "Take it out of the file, or run the file with psql. Nothing was run.");
        }
    }
}
