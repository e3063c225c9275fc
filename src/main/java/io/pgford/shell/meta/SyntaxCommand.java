package io.pgford.shell.meta;

import io.pgford.command.Workbench;
import io.pgford.database.Endpoint;
import io.pgford.database.Libpq;
import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.print.Cells;
import io.pgford.shell.result.Output;
import io.pgford.shell.result.Outputs;
import io.pgford.shell.sql.Display;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code \h}: the syntax of an SQL command, which the {@code psql} on this machine knows best. */
public final class SyntaxCommand implements MetaCommand {
    private static final String NO_HELP = "No help available";

    private final Workbench workbench;
    private final Outputs outputs;
    private final Display display;

    public SyntaxCommand(Workbench workbench, Outputs outputs, Display display) {
        this.workbench = workbench;
        this.outputs = outputs;
        this.display = display;
    }

    @Override
    public List<String> names() {
        return List.of("\\h", "\\help");
    }

    @Override
    public String usage() {
        return "\\h [SQL COMMAND]";
    }

    @Override
    public String what() {
        return "the syntax of an SQL command, as the psql on this machine knows it; help is for pgford's own";
    }

    @Override
    public Outcome run(MetaCall call) {
        String name = call.rest().replaceAll("[\\s;]+", " ").strip();
        if (name.contains("\\")) {
            throw Problem.usage("\\h takes the words of an SQL command", "For instance: \\h create table");
        }
        String text = ask(name);
        if (text.startsWith(NO_HELP)) {
            throw Problem.usage(
                    "There is no SQL command " + name, "\\h lists them; pgford's own commands: help " + name);
        }
        try (Output output = outputs.openBesides(call.console(), display.view())) {
            text.lines().forEach(line -> output.line(Cells.safe(line, false)));
        }
        return Outcome.done();
    }

    /** psql tells its syntax only once it is connected, so it goes where statements go. */
    private String ask(String name) {
        Endpoint endpoint = workbench.connections().pair().at(workbench.target());
        ProcessBuilder psql = new ProcessBuilder(
                        "psql",
                        "--no-psqlrc",
                        "--no-password",
                        "--quiet",
                        "--dbname=" + Libpq.connectionString(endpoint, "pgford"),
                        "--command=\\h " + name)
                .redirectErrorStream(true);
        Libpq.prepare(endpoint, psql.environment());
        psql.environment().put("PGCLIENTENCODING", "UTF8");
        psql.environment().put("PAGER", "cat");
        try {
            Process process = psql.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw Problem.failed("psql cannot tell: " + said, "The manual has it, chapter SQL Commands.");
            }
            return said;
        } catch (IOException e) {
            throw Problem.failed(
                    "\\h needs psql on this machine, which knows the syntax",
                    "Install PostgreSQL's client programs (on Debian: apt install postgresql-client), or look into the"
                            + " manual: www.postgresql.org/docs/current/sql-commands.html",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.interrupted("Interrupted", "");
        }
    }
}
