package io.pgford.shell;

import io.pgford.command.PairSource;
import io.pgford.command.Settings;
import io.pgford.command.Workbench;
import io.pgford.database.Pair;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.MethodCommand;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    private final Supplier<Optional<Pair>> sandbox;

    /** @param sandbox the pair of a sandbox, where there is one */
    public Wiring(Settings settings, Console console, Supplier<Optional<Pair>> sandbox) {
        this.settings = settings;
        this.console = console;
        this.sandbox = sandbox;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(Console.class, () -> console);
        context.registerBean(Interrupt.class, Interrupt::new);
        context.registerBean(Leaving.class, Leaving::new);
        context.registerBean(PairSource.class, () -> new PairSource(settings, sandbox));
        context.registerBean(Workbench.class, () -> new Workbench(context.getBean(PairSource.class)));
        registerCommands(context);
        context.registerBean(
                Dispatcher.class,
                () -> new Dispatcher(context.getBean(CommandRunner.class), console, settings.debug()));
    }

    private void registerCommands(GenericApplicationContext context) {
        for (Class<?> group : CommandGroups.CLASSES) {
            if (group != ShellCommands.class) {
                context.registerBean(group);
            }
        }
        context.registerBean(
                ShellCommands.class,
                () -> new ShellCommands(() -> context.getBean(Catalogue.class), context.getBean(Leaving.class)));
        context.registerBean(CommandRegistry.class, () -> new CommandRegistry(commands(context)));
        context.registerBean(Catalogue.class, () -> new Catalogue(context.getBean(CommandRegistry.class)));
        context.registerBean(
                CommandRunner.class,
                () -> new CommandRunner(
                        context.getBean(CommandRegistry.class),
                        context.getBean(Catalogue.class),
                        console,
                        context.getBean(Interrupt.class)));
    }

    private static Set<Command> commands(GenericApplicationContext context) {
        Set<Command> commands = new LinkedHashSet<>();
        for (Class<?> group : CommandGroups.CLASSES) {
            commands.addAll(MethodCommand.of(group, () -> context.getBean(group)));
        }
        return commands;
    }
}
