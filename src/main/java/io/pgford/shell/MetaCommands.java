package io.pgford.shell;

import io.pgford.command.Workbench;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.meta.AgainCommand;
import io.pgford.shell.meta.ConfirmCommand;
import io.pgford.shell.meta.CopyCommand;
import io.pgford.shell.meta.EchoCommand;
import io.pgford.shell.meta.ErrorCommand;
import io.pgford.shell.meta.HistoryCommand;
import io.pgford.shell.meta.MetaCommand;
import io.pgford.shell.meta.OutCommand;
import io.pgford.shell.meta.PasswordCommand;
import io.pgford.shell.meta.ProgramCommand;
import io.pgford.shell.meta.SourceCommand;
import io.pgford.shell.meta.StatementCommand;
import io.pgford.shell.meta.SyntaxCommand;
import io.pgford.shell.meta.TimingCommand;
import io.pgford.shell.meta.VariableCommand;
import io.pgford.shell.meta.ViewCommand;
import io.pgford.shell.prompt.ShellHistory;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.settings.Variables;
import io.pgford.shell.sql.Display;
import io.pgford.shell.sql.Sessions;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;

/** The one place where {@code \} commands with a class of their own are registered. */
final class MetaCommands {
    private MetaCommands() {}

    /** All of them, in the order of {@code \?}. */
    static List<MetaCommand> of(BeanFactory beans) {
        Display display = beans.getBean(Display.class);
        SqlRunner sql = beans.getBean(SqlRunner.class);
        Caution caution = beans.getBean(Caution.class);
        Sessions sessions = beans.getBean(Sessions.class);
        Outputs outputs = beans.getBean(Outputs.class);
        Workbench workbench = beans.getBean(Workbench.class);
        Variables variables = beans.getBean(Variables.class);
        return List.of(
                new ViewCommand(display),
                new TimingCommand(display),
                new AgainCommand(sql),
                new EchoCommand(variables, outputs, display),
                new VariableCommand(variables),
                new OutCommand(outputs),
                new CopyCommand(sql, sessions, caution),
                new ErrorCommand(sessions),
                new SourceCommand(sql, sessions, workbench, beans.getBean(Editor.class), beans.getBean(Draft.class)),
                new StatementCommand(sql),
                new HistoryCommand(beans.getBean(ShellHistory.class), outputs, display),
                new SyntaxCommand(workbench, outputs, display),
                new PasswordCommand(sql, sessions, workbench),
                new ProgramCommand(beans.getBean(Foreground.class)),
                new ConfirmCommand(caution));
    }
}
