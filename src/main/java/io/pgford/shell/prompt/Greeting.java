package io.pgford.shell.prompt;

import io.pgford.command.PairSource;
import io.pgford.database.Pair;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.shell.Console;
import io.pgford.shell.Version;
import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;

/** What the shell says when it begins: on the first start how it is used, later only where it is. */
final class Greeting {
    private Greeting() {}

    static void say(Console console, PairSource source, boolean firstStart) {
        Style style = console.style();
        String title = style.bold("pgford " + Version.number());
        if (firstStart) {
            console.out().println(title + style.dim("  moves a live PostgreSQL database to another instance"));
            console.out().println("Commands and SQL share this prompt; SQL ends with ; and goes where it points.");
            console.out().println("help lists the commands. Tab completes, Ctrl-C stops, Ctrl-D leaves.");
        } else {
            console.out().println(title + style.dim("  help lists the commands"));
        }
        try {
            Pair pair = source.get();
            for (Side side : Side.values()) {
                console.out()
                        .println(style.side(side, side.word())
                                + style.dim(" is " + Cells.safe(pair.at(side).toString(), false)));
            }
        } catch (Problem problem) {
            console.out().println(Cells.safe(problem.what(), false) + ". sandbox start makes one to try it on;");
            console.out().println("connect old URI, then connect new URI, name your own.");
        }
        console.out().flush();
    }
}
