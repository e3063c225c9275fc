package io.pgford.shell;

import io.pgford.command.Workbench;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.meta.AgainCommand;
import io.pgford.shell.meta.ConfirmCommand;
import io.pgford.shell.meta.CopyCommand;
import io.pgford.shell.meta.EchoCommand;
import io.pgford.shell.meta.ErrorCommand;
import io.pgford.shell.meta.MetaCommand;
import io.pgford.shell.meta.OutCommand;
import io.pgford.shell.meta.SourceCommand;
import io.pgford.shell.meta.TimingCommand;
import io.pgford.shell.meta.ViewCommand;
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
        return List.of(
                new ViewCommand(display),
                new TimingCommand(display),
                new AgainCommand(sql),
                new EchoCommand(beans.getBean(Variables.class)),
                new OutCommand(beans.getBean(Outputs.class)),
                new CopyCommand(sql, sessions, caution),
                new ErrorCommand(sessions),
                new SourceCommand(sql, sessions, beans.getBean(Workbench.class)),
                new ConfirmCommand(caution));
    }
}
