package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import io.pgford.shell.SqlRunner;
import java.util.List;

/** {@code \g}, {@code \gx} and {@code \watch} on a line of their own: the statement before once more. */
public final class AgainCommand implements MetaCommand {
    private final SqlRunner sql;

    public AgainCommand(SqlRunner sql) {
        this.sql = sql;
    }

    @Override
    public List<String> names() {
        return List.of("\\g", "\\gx", "\\watch");
    }

    @Override
    public String usage() {
        return "\\g [(format=csv)] [FILE|'| COMMAND'], \\gx, \\watch [SECONDS]";
    }

    @Override
    public String what() {
        return "at the end of a statement: run it, expanded, again and again; alone: the one before";
    }

    @Override
    public Outcome run(MetaCall call) {
        return sql.again(call.console(), call.item().route(), call.item().text());
    }
}
