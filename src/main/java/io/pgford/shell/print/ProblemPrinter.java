package io.pgford.shell.print;

import io.pgford.problem.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Problems as text: what was wrong, what to do next; with {@code --debug} also where in the program. */
public final class ProblemPrinter {
    private final Style style;
    private final int width;
    private final boolean debug;
    private final Consumer<String> out;

    /**
     * A printer.
     *
     * @param width columns of the terminal; 0 for lines of any length
     * @param out takes one line at a time
     */
    public ProblemPrinter(Style style, int width, boolean debug, Consumer<String> out) {
        this.style = style;
        this.width = width;
        this.debug = debug;
        this.out = out;
    }

    public void print(Problem problem) {
        lines(problem.what(), style::error);
        lines(problem.next(), style::dim);
        if (debug) {
            StringWriter trace = new StringWriter();
            problem.printStackTrace(new PrintWriter(trace));
            trace.toString()
                    .lines()
                    .map(line -> Cells.safe(line.replace("\t", "    "), false))
                    .forEach(out);
        }
    }

    private void lines(String text, UnaryOperator<String> look) {
        Cells.paragraph(text, width).forEach(line -> out.accept(look.apply(line)));
    }
}
