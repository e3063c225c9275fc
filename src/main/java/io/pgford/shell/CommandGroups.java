package io.pgford.shell;

import io.pgford.command.CheckCommands;
import io.pgford.command.CleanupCommands;
import io.pgford.command.CountsCommands;
import io.pgford.command.FdwCommands;
import io.pgford.command.ForeignKeyCommands;
import io.pgford.command.InheritCommands;
import io.pgford.command.JobCommands;
import io.pgford.command.MoveCommands;
import io.pgford.command.SandboxCommands;
import io.pgford.command.SchemaCommands;
import io.pgford.command.ScriptCommands;
import io.pgford.command.SequenceCommands;
import io.pgford.command.SideCommands;
import io.pgford.command.StatusCommands;
import io.pgford.command.WorkerCommands;
import java.util.List;

/** The one place where a group of commands is registered. */
final class CommandGroups {
    /**
     * The classes whose {@code @Command} methods are the commands. What their constructors take is found by type among the
     * beans of {@link Wiring}.
     */
    static final List<Class<?>> CLASSES = List.of(
            SandboxCommands.class,
            WorkerCommands.class,
            SchemaCommands.class,
            FdwCommands.class,
            InheritCommands.class,
            ForeignKeyCommands.class,
            SequenceCommands.class,
            MoveCommands.class,
            JobCommands.class,
            CleanupCommands.class,
            StatusCommands.class,
            CheckCommands.class,
            CountsCommands.class,
            ScriptCommands.class,
            SideCommands.class,
            ShellCommands.class);

    /** The groups as {@code help} lists them: in the order of a crossing, the shell itself last. */
    static final List<String> ORDER =
            List.of("Sandbox", "Schema", "Crossing", "Move", "Check", "Worker", "Status", "Script", "Shell");

    private CommandGroups() {}
}
