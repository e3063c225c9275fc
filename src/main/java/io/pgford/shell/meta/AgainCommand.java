package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import io.pgford.shell.SqlRunner;
import java.util.List;

/** {@code \g}, {@code \gx}, {@code \gset}, {@code \gexec}, {@code \gdesc}, {@code \crosstabview} and {@code \watch} on a line of their own: the statement before once more. */
public final class AgainCommand implements MetaCommand {
    private final SqlRunner sql;

    public AgainCommand(SqlRunner sql) {
        this.sql = sql;
    }

    @Override
    public List<String> names() {
        return List.of("\\g", "\\gx", "\\gset", "\\gexec", "\\gdesc", "\\crosstabview", "\\watch");
    }

    @Override
    public String usage() {
        return "\\g [(format=csv)] [FILE|'| COMMAND'], \\gx, \\watch [SECONDS], \\gset [PREFIX], \\gexec, \\gdesc, \\crosstabview [COLUMNS]";
    }

    @Override
    public String what() {
        return "at the end of a statement: run it, expanded, again and again; its row as variables; its values as statements;"
                + " only its columns' types; turned round; alone: the one before";
    }

    @Override
    public Outcome run(MetaCall call) {
        return sql.again(call.console(), call.item().route(), call.item().text());
    }
}
