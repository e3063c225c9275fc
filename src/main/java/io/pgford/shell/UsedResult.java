package io.pgford.shell;

import io.pgford.problem.Problem;
import io.pgford.shell.print.Cells;
import io.pgford.shell.settings.Variables;
import io.pgford.shell.sql.CollectedRows;
import io.pgford.shell.sql.Column;
import io.pgford.shell.sql.Crosstab;
import io.pgford.shell.sql.ResultPrinter;
import io.pgford.shell.sql.Session;
import io.pgford.sql.Interpolation;
import io.pgford.sql.Redactor;
import io.pgford.sql.Splitter;
import io.pgford.sql.StatementKind;
import io.pgford.sql.Statements;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Results that are not shown as they come, but used: {@code \gset}, {@code \gexec}, {@code \gdesc}, {@code \crosstabview} (manual, psql, Meta-Commands). */
final class UsedResult {
    private static final int MOST_ROWS = 100_000;
    private static final int SHOWN_CHARACTERS = 200;

    private final Console console;
    private final Session session;
    private final Supplier<ResultPrinter> printers;
    private final Consumer<String> caution;

    /**
     * @param printers one for each statement
     * @param caution asks before a statement that is dangerous, or refuses it
     */
    UsedResult(Console console, Session session, Supplier<ResultPrinter> printers, Consumer<String> caution) {
        this.console = console;
        this.session = session;
        this.printers = printers;
        this.caution = caution;
    }

    /** Shows the columns of a statement's result, without running it. */
    Optional<String> describe(String sql) {
        try (ResultPrinter printer = printers.get()) {
            session.describe(sql, printer);
            return printer.firstValue();
        }
    }

    /**
     * Shows a result turned round.
     *
     * @param columns see {@link Crosstab#of}
     */
    Optional<String> turn(String sql, List<String> columns) {
        try (ResultPrinter printer = printers.get()) {
            CollectedRows result = collect(sql, "\\crosstabview", MOST_ROWS, printer);
            if (!result.isResult()) {
                printer.done(result.tag());
                return Optional.empty();
            }
            if (result.enough()) {
                throw tooMany("\\crosstabview shows none");
            }
            Crosstab.of(result.columns(), result.rows(), columns).to(printer);
            return printer.firstValue();
        }
    }

    private static Problem tooMany(String none) {
        return Problem.failed(
                String.format(Locale.ROOT, "More than %,d rows, or 5 MB, came: %s", MOST_ROWS, none),
                "Let the query give fewer rows, and repeat it.");
    }

    /**
     * Makes the columns of the only row variables. Null takes a variable away.
     *
     * @throws Problem where there is not exactly one row, or a column's name can be no variable's: none is set then
     */
    Optional<String> set(String sql, String prefix, Variables variables) {
        try (ResultPrinter printer = printers.get()) {
            CollectedRows result = collect(sql, "\\gset", 1, printer);
            if (!result.isResult()) {
                printer.remark("It gave no rows, so \\gset has set nothing.");
                printer.done(result.tag());
                return Optional.empty();
            }
            if (result.rows().size() != 1) {
                throw Problem.failed(
                        (result.rows().isEmpty() ? "No row came" : "More than one row came")
                                + ": \\gset takes exactly one, and has set nothing",
                        "What the statement did stays done. \\g shows all that it gives.");
            }
            for (Column column : result.columns()) {
                if (!Interpolation.isName(prefix + column.name())) {
                    throw Problem.failed(
                            "The column \"" + column.name() + "\" can be no variable: \\gset has set nothing",
                            "Give it a name of letters, digits and underscores: select … AS name");
                }
            }
            List<Optional<String>> row = result.rows().get(0);
            for (int i = 0; i < row.size(); i++) {
                String name = prefix + result.columns().get(i).name();
                row.get(i).ifPresentOrElse(value -> variables.set(name, value), () -> variables.unset(name));
            }
            return row.isEmpty() ? Optional.empty() : row.get(0);
        }
    }

    /**
     * Runs each value of the result as SQL, row by row; nulls are left out.
     *
     * @throws Problem of the first that fails; those behind it are not run
     */
    Optional<String> execute(String sql) {
        List<String> statements;
        try (ResultPrinter printer = printers.get()) {
            CollectedRows result = collect(sql, "\\gexec", MOST_ROWS, printer);
            if (!result.isResult()) {
                printer.done(result.tag());
            }
            if (result.enough()) {
                throw tooMany("\\gexec has run none");
            }
            statements = result.rows().stream()
                    .flatMap(row -> row.stream().flatMap(Optional::stream))
                    .flatMap(value -> Splitter.several(value).stream())
                    .toList();
        }
        Optional<String> value = Optional.empty();
        for (int i = 0; i < statements.size(); i++) {
            value = execute(statements.get(i), i, statements.size());
        }
        return value;
    }

    private Optional<String> execute(String statement, int index, int count) {
        String shown = shown(statement);
        if (console.interactive()) {
            console.out().println(console.style().dim("> " + shown));
        }
        try (ResultPrinter printer = printers.get()) {
            if (Statements.kind(statement) == StatementKind.COPY_IN) {
                throw Problem.failed("\\gexec cannot run COPY … FROM stdin", "There are no lines behind it to copy.");
            }
            caution.accept(statement);
            session.run(statement, Optional.empty(), printer);
            return printer.firstValue();
        } catch (Problem problem) {
            throw problem.at(String.format(
                    Locale.ROOT,
                    "It was statement %,d of %,d of \\gexec: %s\n%s",
                    index + 1,
                    count,
                    shown,
                    index == 0 ? "None was run before it." : "Those before it were run, those behind it were not."));
        }
    }

    private static String shown(String statement) {
        String line = Cells.safe(Redactor.redact(statement).text().strip().replaceAll("\\s+", " "), false);
        return line.length() > SHOWN_CHARACTERS ? line.substring(0, SHOWN_CHARACTERS) + " …" : line;
    }

    private CollectedRows collect(String sql, String word, int mostRows, ResultPrinter printer) {
        StatementKind kind = Statements.kind(sql);
        if (kind == StatementKind.COPY_IN || kind == StatementKind.COPY_OUT) {
            throw Problem.usage(word + " needs a statement that gives rows, and COPY gives none", "");
        }
        CollectedRows result = new CollectedRows(printer, mostRows);
        session.run(sql, Optional.empty(), result);
        return result;
    }
}
