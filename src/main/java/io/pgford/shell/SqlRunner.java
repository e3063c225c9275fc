package io.pgford.shell;

import io.pgford.command.Run;
import io.pgford.command.Workbench;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.script.SqlItem;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.result.Format;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.result.StreamOutput;
import io.pgford.shell.result.View;
import io.pgford.shell.settings.Variables;
import io.pgford.shell.sql.Display;
import io.pgford.shell.sql.ResultPrinter;
import io.pgford.shell.sql.Sessions;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs statements on the side, or the sides, that they are for. */
public final class SqlRunner {
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Workbench workbench;
    private final Sessions sessions;
    private final Display display;
    private final Outputs outputs;
    private final Interrupt interrupt;
    private final Caution caution;
    private final Variables variables;
    private Optional<SqlItem> last = Optional.empty();

    public SqlRunner(
            Workbench workbench,
            Sessions sessions,
            Display display,
            Outputs outputs,
            Interrupt interrupt,
            Caution caution,
            Variables variables) {
        this.workbench = workbench;
        this.sessions = sessions;
        this.display = display;
        this.outputs = outputs;
        this.interrupt = interrupt;
        this.caution = caution;
        this.variables = variables;
    }

    /**
     * Runs a statement and prints what it gives.
     *
     * @throws Problem for what went wrong; on both sides, the second is tried even where the first failed
     */
    public Outcome run(Console console, SqlItem item) {
        SqlEnding ending = SqlEnding.of(item.ending());
        last = Optional.of(item);
        View view = ending.view(display.view());
        List<Side> sides = sides(item.route());
        if (ending.use() == SqlEnding.Use.SET_VARIABLES && sides.size() > 1) {
            throw Problem.usage("\\gset takes the row of one side", "Put @old or @new in front of the statement.");
        }
        if (ending.use() == SqlEnding.Use.DESCRIBE) {
            return onEach(
                    console,
                    sides,
                    view.format() == Format.ALIGNED,
                    side -> using(console, side, view).describe(item.sql()));
        }
        for (Side side : sides) {
            caution.check(console, sessions.on(side), side, item.sql());
        }
        if (ending.use() != SqlEnding.Use.SHOW) {
            return onEach(
                    console,
                    sides,
                    view.format() == Format.ALIGNED,
                    side -> use(using(console, side, view), ending, item.sql()));
        }
        if (ending.every().isPresent()) {
            return watch(console, item, view, ending.every().get(), ending.times());
        }
        return once(console, item, view, ending.place());
    }

    /**
     * Runs the statement before once more, with another ending.
     *
     * @throws Problem where there was none
     */
    public Outcome again(Console console, Optional<String> route, String ending) {
        SqlItem before = last.orElseThrow(
                () -> Problem.usage("There is no statement to run again", "Type one first, and end it with " + ending));
        return run(
                console,
                new SqlItem(
                        before.line(),
                        before.source(),
                        route.isPresent() ? route : before.route(),
                        before.sql(),
                        ending,
                        before.copyData()));
    }

    /** The statement that was run last. */
    public Optional<SqlItem> last() {
        return last;
    }

    private Optional<String> use(UsedResult result, SqlEnding ending, String statement) {
        return switch (ending.use()) {
            case EXECUTE -> result.execute(statement);
            case TURN_ROUND -> result.turn(statement, ending.columns());
            default -> result.set(statement, ending.prefix(), variables);
        };
    }

    private UsedResult using(Console console, Side side, View view) {
        return new UsedResult(
                console,
                sessions.on(side),
                () -> new ResultPrinter(console, view, display.timing(), () -> outputs.open(console, view)),
                sql -> caution.check(console, sessions.on(side), side, sql));
    }

    private Outcome once(Console console, SqlItem item, View view, Optional<String> place) {
        List<Side> sides = sides(item.route());
        if (sides.size() > 1
                && place.isEmpty()
                && BothSides.isFor(item.sql(), view)
                && new BothSides(sessions, outputs).run(console, item.sql(), view, display.timing())) {
            return Outcome.done();
        }
        Optional<StreamOutput> opened = place.map(StreamOutput::open);
        Supplier<Output> output = () -> opened.isPresent() ? opened.get() : outputs.open(console, view);
        return onEach(console, sides, view.format() == Format.ALIGNED, side -> {
            try (ResultPrinter printer = new ResultPrinter(console, view, display.timing(), output)) {
                sessions.on(side).run(item.sql(), item.copyData(), printer);
                return printer.firstValue();
            }
        });
    }

    /** Runs it again and again, until Ctrl-C: that is how one leaves, and no failure. */
    private Outcome watch(Console console, SqlItem item, View view, Duration every, int times) {
        View calm = view.with("pager", Optional.of("off"));
        for (int done = 0; times == 0 || done < times; done++) {
            if (done > 0 && !rested(every)) {
                if (console.interactive()) {
                    // The terminal has echoed ^C where the cursor was.
                    console.out().println();
                }
                break;
            }
            String seconds = every.toMillis() % 1_000 == 0
                    ? String.valueOf(every.toSeconds())
                    : String.valueOf(every.toMillis() / 1e3);
            console.out()
                    .println(console.style()
                            .bold(NOW.format(ZonedDateTime.now(ZoneId.systemDefault())) + " (every " + seconds
                                    + " s)"));
            once(console, item, calm, Optional.empty());
            console.out().println();
            console.out().flush();
        }
        return Outcome.done();
    }

    private boolean rested(Duration every) {
        CountDownLatch pressed = new CountDownLatch(1);
        Run.Hook hook = interrupt.onPress(pressed::countDown);
        try {
            return !pressed.await(every.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            hook.close();
        }
    }

    /** Does something on the side, or the sides, of a route. */
    public Outcome onSides(Console console, Optional<String> route, OnSide work) {
        return onEach(console, sides(route), display.view().format() == Format.ALIGNED, work);
    }

    /** What is to be done on one side. */
    @FunctionalInterface
    public interface OnSide {
        Optional<String> run(Side side);
    }

    /**
     * Does it on each side under its name, and then throws the first problem there was.
     *
     * @param forPeople whether the names of the sides may stand between what is printed
     */
    static Outcome onEach(Console console, List<Side> sides, boolean forPeople, OnSide work) {
        Optional<String> value = Optional.empty();
        List<Problem> failed = new ArrayList<>();
        for (Side side : sides) {
            if (sides.size() > 1) {
                (forPeople ? console.out() : console.err())
                        .println(console.style().side(side, side.word()));
            }
            try {
                value = work.run(side);
            } catch (Problem problem) {
                failed.add(problem);
            }
        }
        if (!failed.isEmpty()) {
            throw together(failed);
        }
        return Outcome.of(value);
    }

    /** One problem of one or two. */
    static Problem together(List<Problem> problems) {
        Problem last = problems.get(problems.size() - 1);
        return problems.size() == 1
                ? last
                : Problem.failed(problems.get(0).what() + "\n" + last.what(), last.next(), last);
    }

    /** The sides a route names; without one, the side in use. */
    List<Side> sides(Optional<String> route) {
        return route.map(word -> word.equals("both") ? List.of(Side.OLD, Side.NEW) : List.of(Side.of(word)))
                .orElseGet(() -> List.of(workbench.target()));
    }
}
