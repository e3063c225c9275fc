package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.script.SqlItem;
import io.pgford.shell.SqlRunner;
import io.pgford.shell.result.StreamOutput;
import io.pgford.sql.Redactor;
import java.util.List;

/** {@code \p} and {@code \w}: the statement before, shown without its secrets, or written to a file as it is. */
public final class StatementCommand implements MetaCommand {
    private final SqlRunner sql;

    public StatementCommand(SqlRunner sql) {
        this.sql = sql;
    }

    @Override
    public List<String> names() {
        return List.of("\\p", "\\print", "\\w", "\\write");
    }

    @Override
    public String usage() {
        return "\\p, \\w FILE|'| COMMAND'";
    }

    @Override
    public String what() {
        return "show the statement before; write it to a file";
    }

    @Override
    public Outcome run(MetaCall call) {
        boolean show = call.name().startsWith("\\p");
        String statement = sql.last()
                        .map(SqlItem::sql)
                        .orElseThrow(() -> Problem.usage("There was no statement yet", "Type one first."))
                + ";";
        if (show) {
            call.atMost(0, usage());
            Redactor.redact(statement).text().lines().forEach(call::tell);
            return Outcome.done();
        }
        String place =
                call.place(usage()).orElseThrow(() -> Problem.usage("\\w needs a file", "Write it as: " + usage()));
        try (StreamOutput file = StreamOutput.open(place)) {
            file.line(statement);
        }
        return Outcome.done();
    }
}
