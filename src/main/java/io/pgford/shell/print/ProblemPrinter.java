package io.pgford.shell.print;

import io.pgford.problem.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;

/** Problems as text: what was wrong, what to do next; with {@code --debug} also where in the program. */
public final class ProblemPrinter {
    private final Style style;
    private final boolean debug;
    private final Consumer<String> out;

    /** @param out takes one line at a time */
    public ProblemPrinter(Style style, boolean debug, Consumer<String> out) {
        this.style = style;
        this.debug = debug;
        this.out = out;
    }

    public void print(Problem problem) {
        problem.what().lines().forEach(line -> out.accept(style.error(Cells.safe(line, false))));
        problem.next().lines().forEach(line -> out.accept(style.dim(Cells.safe(line, false))));
        if (debug) {
            StringWriter trace = new StringWriter();
            problem.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(out);
        }
    }
}
