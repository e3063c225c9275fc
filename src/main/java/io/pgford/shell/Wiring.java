package io.pgford.shell;

import io.pgford.command.PairSource;
import io.pgford.command.RolePasswords;
import io.pgford.command.RunningJobs;
import io.pgford.command.SandboxPlace;
import io.pgford.command.Settings;
import io.pgford.command.Workbench;
import io.pgford.sandbox.worker.Worker;
import io.pgford.script.Recorder;
import io.pgford.script.Vocabulary;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.names.NameCache;
import io.pgford.shell.prompt.Repl;
import io.pgford.shell.prompt.ShellHistory;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.MethodCommand;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.settings.Macros;
import io.pgford.shell.settings.Preferences;
import io.pgford.shell.settings.Variables;
import io.pgford.shell.sql.Display;
import io.pgford.shell.sql.Sessions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandRegistry;

/**
 * The program's objects. Registered one by one, by plain code: nothing is scanned, no annotation is looked for, nothing is
 * made before it is needed. That is what makes the start quick.
 */
public final class Wiring implements ApplicationContextInitializer<GenericApplicationContext> {
    private final Settings settings;
    private final Console console;
    private final SandboxPlace place;

    /** The program of one run, with its sandbox in this place. */
    public Wiring(Settings settings, Console console, SandboxPlace place) {
        this.settings = settings;
        this.console = console;
        this.place = place;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        context.registerBean(Settings.class, () -> settings);
        if (console instanceof TerminalConsole terminal) {
            context.registerBean(TerminalConsole.class, () -> terminal);
            context.registerBean(Repl.class);
        } else {
            context.registerBean(Console.class, () -> console);
        }
        context.registerBean(PairSource.class, () -> new PairSource(settings, place::pair));
        context.registerBean(
                Workbench.class, () -> new Workbench(context.getBean(PairSource.class), settings.readOnly()));
        context.registerBean(SandboxPlace.class, () -> place);
        context.registerBean(
                RolePasswords.class,
                () -> new RolePasswords(() -> place.rolesOf(
                        context.getBean(Workbench.class).connections().pair())));
        context.registerBean(Worker.class, () -> new Worker(place.workerDirectory()));
        // What needs no more than beans of these types is made by its only constructor.
        for (Class<?> plain : List.of(
                NameCache.class,
                Misspelt.class,
                Preferences.class,
                Variables.class,
                Macros.class,
                Draft.class,
                SettingsMeta.class,
                Interrupt.class,
                Foreground.class,
                Leaving.class,
                Display.class,
                Recorder.class,
                Sessions.class,
                RunningJobs.class,
                Catalogue.class,
                CommandRunner.class,
                Outputs.class,
                Caution.class,
                SqlRunner.class,
                ShellPerformer.class,
                Dispatcher.class)) {
            context.registerBean(plain);
        }
        context.registerBean(Editor.class, () -> new Editor(System.getenv(), context.getBean(Foreground.class)));
        context.registerBean(MetaRunner.class, () -> metaRunner(context));
        context.registerBean(ShellHistory.class, ShellHistory::new);
        registerCommands(context);
    }

    private void registerCommands(GenericApplicationContext context) {
        for (Class<?> group : CommandGroups.CLASSES) {
            if (group != ShellCommands.class) {
                context.registerBean(group);
            }
        }
        context.registerBean(
                ShellCommands.class,
                () -> new ShellCommands(
                        () -> context.getBean(Catalogue.class),
                        context.getBean(Leaving.class),
                        context.getBean(ShellHistory.class)));
        context.registerBean(CommandRegistry.class, () -> new CommandRegistry(commands(context)));
        context.registerBean(
                Vocabulary.class,
                () -> Vocabulary.of(context.getBean(Catalogue.class).names()));
    }

    private static MetaRunner metaRunner(GenericApplicationContext context) {
        return new MetaRunner(
                context.getBean(Workbench.class),
                context.getBean(Sessions.class),
                context.getBean(SqlRunner.class),
                MetaCommands.of(context),
                context.getBean(Outputs.class),
                context.getBean(Display.class),
                context.getBean(Leaving.class),
                file -> context.getBean(ShellPerformer.class).play(file));
    }

    private static Set<Command> commands(GenericApplicationContext context) {
        Set<Command> commands = new LinkedHashSet<>();
        for (Class<?> group : CommandGroups.CLASSES) {
            commands.addAll(MethodCommand.of(group, () -> context.getBean(group)));
        }
        return commands;
    }
}
