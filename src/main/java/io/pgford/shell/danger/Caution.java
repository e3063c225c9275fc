package io.pgford.shell.danger;

import io.pgford.command.Settings;
import io.pgford.command.Workbench;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.shell.Console;
import io.pgford.shell.print.Cells;
import io.pgford.shell.sql.Session;
import io.pgford.sql.Deed;
import io.pgford.sql.Deeds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks before what is dangerous is done. Only what somebody types at the prompt is asked about; what a script or a command
 * line says is meant, but for what would break a crossing: that needs {@code --yes}.
 */
public final class Caution {
    private final Workbench workbench;
    private final boolean agreed;
    private boolean prompting;
    private int playing;
    private Optional<Long> manyRows = Optional.of(1_000L);

    public Caution(Workbench workbench, Settings settings) {
        this.workbench = workbench;
        this.agreed = settings.yes();
    }

    /** From now on somebody types at a prompt. */
    public void prompting() {
        prompting = true;
    }

    /** From how many changed rows on is asked; empty for never. */
    public Optional<Long> manyRows() {
        return manyRows;
    }

    public void manyRows(Optional<Long> rows) {
        manyRows = rows;
    }

    /** Runs what a script says: it was thought about before. */
    public <T> T deliberately(Supplier<T> work) {
        playing++;
        try {
            return work.get();
        } finally {
            playing--;
        }
    }

    /**
     * Asks, where a statement is dangerous.
     *
     * @throws Problem where it is not to be run, and for what the planner finds wrong with it
     */
    public void check(Console console, Session session, Side side, String sql) {
        if (agreed || workbench.readOnly() || session.state() == Session.State.FAILED) {
            return;
        }
        List<Deed> deeds = Deeds.of(sql);
        boolean typed = prompting && playing == 0 && console.interactive();
        if (deeds.isEmpty() || (!typed && deeds.stream().noneMatch(Deed::canBreakCrossing))) {
            return;
        }
        Judge judge = new Judge(
                session, side, sql, manyRows.orElse(Long.MAX_VALUE), () -> Crossing.of(workbench.connections()));
        Verdict verdict = judge.of(
                typed ? deeds : deeds.stream().filter(Deed::canBreakCrossing).toList());
        boolean asks = typed || (verdict.breaksCrossing() && prompting && console.interactive());
        if (asks && verdict.level() != Verdict.Level.NONE) {
            ask(console, verdict);
        } else if (verdict.breaksCrossing()) {
            throw Problem.failed(
                    verdict.what() + " It was not run.",
                    "If it is meant, say so: pgford --yes in front of the script or the command.");
        }
    }

    private static void ask(Console console, Verdict verdict) {
        boolean yes = switch (verdict.level()) {
            case NONE -> true;
            case YES -> saysYes(console, verdict.what());
            case WORD -> types(console, verdict.what(), verdict.word());
        };
        if (!yes) {
            throw Problem.failed("It was not run.", "");
        }
    }

    /**
     * Asks before a command that cannot be taken back, where somebody types at the prompt.
     *
     * @param what the command does, as a sentence
     * @param word to be typed
     * @return whether it is meant
     */
    public boolean confirmed(Console console, String what, String word) {
        boolean typed = prompting && playing == 0 && console.interactive();
        return agreed || !typed || types(console, what, word);
    }

    private static boolean saysYes(Console console, String what) {
        say(console, what);
        return console.ask("Run it? [y/N]")
                .filter(answer -> List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private static void say(Console console, String what) {
        Cells.paragraph(what, console.width()).forEach(console.out()::println);
    }

    private static boolean types(Console console, String what, String word) {
        say(console, what + " It cannot be taken back.");
        // What cannot be typed is asked for as it is shown.
        String shown = Cells.safe(word, false);
        return console.ask("To run it, type " + shown + ":")
                .filter(answer -> answer.strip().equals(shown))
                .isPresent();
    }
}
