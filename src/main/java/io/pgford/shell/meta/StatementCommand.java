package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.script.SqlItem;
import io.pgford.shell.SqlRunner;
import io.pgford.shell.print.Cells;
import io.pgford.shell.result.HomePath;
import io.pgford.sql.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        return "\\p, \\w FILE";
    }

    @Override
    public String what() {
        return "show the statement before; write it to a file";
    }

    @Override
    public Outcome run(MetaCall call) {
        boolean show = call.name().startsWith("\\p");
        call.atMost(show ? 0 : 1, usage());
        String statement = sql.last()
                        .map(SqlItem::sql)
                        .orElseThrow(() -> Problem.usage("There was no statement yet", "Type one first."))
                + ";";
        if (show) {
            Redactor.redact(statement).text().lines().forEach(line -> call.tell(Cells.safe(line, false)));
            return Outcome.done();
        }
        String name = call.word(1).orElseThrow(() -> Problem.usage("\\w needs a file", "Write it as: \\w FILE"));
        try {
            Files.writeString(HomePath.of(name), statement + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.failed(name + " cannot be written: " + HomePath.why(e), "Name another file.", e);
        }
        return Outcome.done();
    }
}
