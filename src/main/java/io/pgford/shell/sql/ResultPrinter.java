package io.pgford.shell.sql;

import io.pgford.shell.Console;
import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import io.pgford.shell.result.Format;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.RowFormat;
import io.pgford.shell.result.RowFormats;
import io.pgford.shell.result.Target;
import io.pgford.shell.result.View;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Prints what a statement gives: rows in the format that was asked for, remarks of the server, and what was done. */
public final class ResultPrinter implements ResultSink, AutoCloseable {
    private final Console console;
    private final Style style;
    private final View view;
    private final boolean timing;
    private final Supplier<Output> outputs;
    private final long began = System.nanoTime();

    private Optional<Output> output = Optional.empty();
    private Optional<RowFormat> format = Optional.empty();
    private final List<String> remarks = new ArrayList<>();
    private long rows;
    private boolean told;
    private boolean copied;
    private Optional<String> firstValue = Optional.empty();

    /**
     * A printer of one statement's results; whoever makes it closes it.
     *
     * @param outputs opens the place where rows go, once there are some
     */
    public ResultPrinter(Console console, View view, boolean timing, Supplier<Output> outputs) {
        this.console = console;
        this.style = console.style();
        this.view = view;
        this.timing = timing;
        this.outputs = outputs;
    }

    /** The first column of the first row, if it came and was not null. */
    public Optional<String> firstValue() {
        return firstValue;
    }

    @Override
    public void columns(List<Column> given) {
        Output to = output();
        int width = view.columns() > 0 ? view.columns() : to.width();
        format = Optional.of(RowFormats.of(view, new Target(to::line, to.style(), width, to.terminal()), given));
    }

    private Output output() {
        if (output.isEmpty()) {
            output = Optional.of(outputs.get());
        }
        return output.get();
    }

    @Override
    public void row(List<Optional<String>> values) {
        if (rows == 0 && !values.isEmpty()) {
            firstValue = values.get(0);
        }
        rows++;
        format.orElseThrow().row(values);
    }

    @Override
    public boolean enough() {
        return output.filter(Output::left).isPresent();
    }

    @Override
    public void copying() {
        copied = true;
    }

    @Override
    public void copyLine(String line) {
        Output to = output();
        String text = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
        to.line(to.terminal() ? Cells.safe(text, false) : text);
    }

    @Override
    public void notice(SQLWarning notice) {
        ServerErrorMessage server = notice instanceof PSQLWarning psql ? psql.getServerErrorMessage() : null;
        remark(server == null ? notice.getMessage() : notice(server));
    }

    @Override
    public void remark(String text) {
        // Not between the rows: a pager may be on the screen.
        text.lines().forEach(line -> remarks.add(Cells.safe(line, false)));
        if (output.isEmpty()) {
            printRemarks();
        }
    }

    private void printRemarks() {
        console.out().flush();
        remarks.forEach(line -> console.err().println(style.dim(line)));
        remarks.clear();
        console.err().flush();
    }

    private static String notice(ServerErrorMessage server) {
        return server.getSeverity() + ": " + server.getMessage()
                + (server.getDetail() == null ? "" : "\nDetail: " + server.getDetail())
                + (server.getHint() == null ? "" : "\nHint: " + server.getHint());
    }

    @Override
    public void done(String tag) {
        format.ifPresent(RowFormat::end);
        boolean left = enough();
        boolean cut = format.filter(RowFormat::cut).isPresent();
        String place = output.map(Output::place).orElse("");
        boolean shows = output.isEmpty() || output.get().terminal() || !place.isEmpty() || console.interactive();
        String time = timing ? " in " + elapsed(System.nanoTime() - began) : "";
        close();
        String what = what(tag, left);
        if (what.isEmpty() || (format.isPresent() && (!view.footer() || view.tuplesOnly()))) {
            return;
        }
        String line = what
                + time
                + (place.isEmpty() ? "" : ", written to " + Cells.safe(place, false))
                + (cut ? "; cells were cut, \\gx shows them whole" : "");
        // Behind the data of COPY it would be taken for one more row by whoever reads them.
        boolean forPeople = view.format() == Format.ALIGNED && !copied;
        if (forPeople) {
            console.out().println(style.dim(line));
            console.out().flush();
        } else if (shows) {
            // What a program reads holds rows and nothing else.
            console.err().println(style.dim(line));
            console.err().flush();
        }
    }

    private String what(String tag, boolean left) {
        boolean query = format.isPresent() && !tag.matches("(INSERT|UPDATE|DELETE|MERGE).*");
        String count = String.format(Locale.ROOT, "%,d", rows) + (rows == 1 ? " row" : " rows");
        if (left) {
            return "left after " + count + " were read";
        }
        return query ? count : format.isPresent() ? count + ", " + shortTag(tag) : shortTag(tag);
    }

    /** {@code INSERT 0 3}: the zero was an OID once. */
    private static String shortTag(String tag) {
        return tag.startsWith("INSERT 0 ") ? "INSERT " + tag.substring("INSERT 0 ".length()) : tag;
    }

    /** Shows what was held back, and waits until a pager is left. */
    @Override
    public void close() {
        if (told) {
            return;
        }
        told = true;
        try {
            format.ifPresent(RowFormat::flush);
        } finally {
            output.ifPresent(Output::close);
            printRemarks();
        }
    }

    /** A time as people say it. */
    public static String elapsed(long nanoseconds) {
        double milliseconds = nanoseconds / 1e6;
        if (milliseconds < 1_000) {
            return String.format(Locale.ROOT, milliseconds < 10 ? "%.1f ms" : "%.0f ms", milliseconds);
        }
        long seconds = nanoseconds / 1_000_000_000L;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.2f s", milliseconds / 1_000)
                : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
}
