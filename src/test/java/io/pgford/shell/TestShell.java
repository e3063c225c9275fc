package io.pgford.shell;

import io.pgford.command.SandboxPlace;
import io.pgford.command.Settings;
import io.pgford.command.Workbench;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.problem.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/** The shell in this process, without a terminal: for tests of commands. */
public final class TestShell implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ConfigurableApplicationContext context;

    private TestShell(SandboxPlace place) {
        this(place, Map.of());
    }

    private TestShell(SandboxPlace place, Map<String, String> options) {
        Path nowhere = Path.of("target", "no-settings-here");
        Settings settings = Settings.of(options, Map.of(), nowhere, nowhere);
        Console console = new PlainConsole(new PrintWriter(out, true), new PrintWriter(err, true));
        context = Application.start(new Wiring(settings, console, place));
    }

    /** A shell on a pair of instances, which does not know the passwords of other roles. */
    public static TestShell on(Pair pair) {
        return on(pair, Map.of());
    }

    /** A shell on a pair of instances, as if they were its sandbox. */
    public static TestShell on(Pair pair, Map<String, Secret> roles) {
        return new TestShell(new Fixed(Optional.of(pair), roles));
    }

    /** A shell that was started with options, by their names without dashes. */
    public static TestShell with(Pair pair, Map<String, String> options) {
        return new TestShell(new Fixed(Optional.of(pair), Map.of()), options);
    }

    /** A place that is always the same. */
    private static final class Fixed extends SandboxPlace {
        private final Optional<Pair> pair;
        private final Map<String, Secret> roles;

        Fixed(Optional<Pair> pair, Map<String, Secret> roles) {
            // Of this run alone: what an earlier one has left behind is no business of a test.
            super(Path.of("target", "test-sandbox-" + ProcessHandle.current().pid()));
            this.pair = pair;
            this.roles = roles;
        }

        @Override
        public Optional<Pair> pair() {
            return pair;
        }

        @Override
        public Map<String, Secret> rolesOf(Pair atWork) {
            return roles;
        }
    }

    /** A shell that knows of no instance. */
    public static TestShell withoutPair() {
        return new TestShell(new Fixed(Optional.empty(), Map.of()));
    }

    /**
     * How lines ended.
     *
     * @param exit of the last line that was run
     * @param out what was asked for
     * @param err problems
     */
    public record Result(Exit exit, String out, String err) {
        /** Both, for assertions that do not care. */
        public String text() {
            return out + err;
        }
    }

    /** Runs lines one after the other, up to the first that fails. */
    public Result run(String... lines) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Exit exit = Exit.DONE;
        for (String line : lines) {
            exit = context.getBean(Dispatcher.class).execute(line);
            if (exit != Exit.DONE) {
                break;
            }
        }
        return new Result(exit, out.toString(), err.toString());
    }

    /** Runs lines and insists that all of them work. */
    public Result mustRun(String... lines) {
        Result result = run(lines);
        if (result.exit() != Exit.DONE) {
            throw new AssertionError(String.join("; ", lines) + " ended with " + result.exit() + "\n" + result.text());
        }
        return result;
    }

    /** What the commands hold in their hands. */
    public Workbench workbench() {
        return context.getBean(Workbench.class);
    }

    /** An object of the program, by its type. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
