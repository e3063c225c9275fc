package io.pgford.command;

import io.pgford.catalog.KeptForeignKey;
import io.pgford.catalog.Register;
import io.pgford.catalog.RegisterReader;
import io.pgford.catalog.SchemaSnapshot;
import io.pgford.check.SchemaConflicts;
import io.pgford.check.SchemaDifference;
import io.pgford.crossing.PgDump;
import io.pgford.crossing.SchemaApply;
import io.pgford.crossing.SchemaCopy;
import io.pgford.crossing.SqlFile;
import io.pgford.crossing.SqlScript;
import io.pgford.crossing.SqlStep;
import io.pgford.database.Cancellation;
import io.pgford.database.Connections;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** The schema: from a file, from old to new, and whether both sides have the same. */
public final class SchemaCommands {
    private static final int LISTED = 10;

    private final Workbench workbench;

    public SchemaCommands(Workbench workbench) {
        this.workbench = workbench;
    }

    @Command(
            name = "schema apply",
            group = "Schema",
            description = "run an SQL file on a side, all of it or nothing",
            help = """
            schema apply scripts/sample.sql --on old
            schema apply schema.sql --on new --dry-run

            The file runs in one transaction: what cannot, such as CREATE DATABASE or VACUUM, and psql's own commands, are
            refused before anything runs. COPY … FROM stdin takes its data from the file. If the first error is that
            something exists already and all tables of the file are there, it counts as applied.""")
    public Answer apply(
            Run run,
            @Argument(index = 0, description = "an SQL file in UTF-8, for instance a dump by pg_dump") Path file,
            @Option(longName = "on", description = "old or new") Side side,
            @Option(longName = "dry-run", description = "show the statements and run none") boolean dryRun) {
        SqlScript script = SqlScript.of(SqlFile.read(file));
        if (script.steps().isEmpty()) {
            throw Problem.failed(file + " holds no statement", "Is it the right file?");
        }
        return Interruptible.with(run, cancellation -> {
            SchemaApply step = new SchemaApply(workbench.connections(), side, cancellation, run::progress);
            SchemaApply.Result result = dryRun ? step.plan(script) : step.apply(script);
            if (result.alreadyApplied()) {
                return Answer.builder()
                        .line(file + " is already applied on " + side + ": nothing done.")
                        .next("schema diff compares the two sides.")
                        .build();
            }
            return dryRun
                    ? planned(side, result).build()
                    : applied("Applied " + file + " on " + side, result)
                            .next("schema diff compares the two sides.")
                            .build();
        });
    }

    private static Answer.Builder planned(Side side, SchemaApply.Result plan) {
        Answer.Builder answer = Answer.builder();
        for (SqlStep step : plan.statements()) {
            answer.sql(side, step.shown());
        }
        skipped(answer, plan);
        return answer.line(String.format(
                Locale.ROOT,
                "%,d statements would run on %s, in one transaction. Nothing was run.",
                plan.statements().size(),
                side));
    }

    private static Answer.Builder applied(String what, SchemaApply.Result result) {
        Answer.Builder answer = Answer.builder();
        skipped(answer, result);
        return answer.line(String.format(
                Locale.ROOT,
                "%s: %,d statements%s, in one transaction.",
                what,
                result.statements().size(),
                result.copiedRows() == 0 ? "" : String.format(Locale.ROOT, ", %,d rows by COPY", result.copiedRows())));
    }

    private static void skipped(Answer.Builder answer, SchemaApply.Result result) {
        result.skipped().forEach(place -> answer.line("Left out, since this server has no such setting: " + place));
    }

    @Command(
            name = "schema copy",
            group = "Schema",
            description = "copy the schema of old to new by pg_dump",
            help = """
            schema copy
            schema copy --dry-run
            schema copy --pg-dump /usr/lib/postgresql/18/bin/pg_dump

            Needs pg_dump of old's major version or later on this machine. Everything belongs to the role that new is
            connected as; grants are copied, so their roles must be there. Not copied: owners, tablespaces, publications,
            subscriptions. All or nothing, in one transaction.""")
    public Answer copy(
            Run run,
            @Option(longName = "dry-run", description = "show the statements and run none") boolean dryRun,
            @Option(longName = "pg-dump", description = "the pg_dump to use; else the newest on this machine")
                    Optional<Path> pgDump,
            @Option(longName = "no-privileges", description = "copy no grants") boolean noPrivileges) {
        return Interruptible.with(run, cancellation -> copy(run, cancellation, dryRun, pgDump, !noPrivileges));
    }

    private Answer copy(Run run, Cancellation cancellation, boolean dryRun, Optional<Path> pgDump, boolean privileges) {
        Connections connections = workbench.connections();
        run.progress("comparing the two schemas");
        SchemaSnapshot onOld = snapshot(Side.OLD, cancellation);
        SchemaSnapshot onNew = snapshot(Side.NEW, cancellation);
        if (difference(onOld, onNew).same()) {
            return Answer.done("The schemas of old and new are the same already: nothing done.");
        }
        refuseConflicts(SchemaConflicts.of(onOld, onNew));
        PgDump program = PgDump.find(pgDump, pathOfEnvironment(), onOld.major());
        run.progress("reading the schema of old by pg_dump " + program.version());
        SqlScript script = new SchemaCopy(connections).script(program, privileges, cancellation);
        SchemaApply step = new SchemaApply(connections, Side.NEW, cancellation, run::progress);
        String source = program.path() + " (version " + program.version() + ")";
        if (dryRun) {
            return planned(Side.NEW, step.plan(script))
                    .line("They are what " + source + " says of old.")
                    .build();
        }
        SchemaApply.Result result = step.apply(script);
        SchemaDifference remains = difference(onOld, snapshot(Side.NEW, cancellation));
        Answer.Builder answer = applied("Copied the schema of old to new with " + source, result);
        remains.notes().forEach(answer::line);
        return remains.same()
                ? answer.line("The two schemas are the same now.")
                        .next("fdw init links the tables, if that is not done yet; then: inherit")
                        .build()
                : answer.line(howMany(remains) + " left.")
                        .next("schema diff lists them.")
                        .build();
    }

    private static String pathOfEnvironment() {
        return Optional.ofNullable(System.getenv("PATH")).orElse("");
    }

    private static void refuseConflicts(List<String> conflicts) {
        if (conflicts.isEmpty()) {
            return;
        }
        String more = conflicts.size() <= LISTED
                ? ""
                : String.format(Locale.ROOT, "\nand %,d more", conflicts.size() - LISTED);
        throw Problem.failed(
                String.format(
                                Locale.ROOT,
                                "new has %,d of the objects of old already, and yet the schemas differ:%n",
                                conflicts.size())
                        + String.join("\n", conflicts.subList(0, Math.min(LISTED, conflicts.size())))
                        + more,
                "Nothing was changed. schema diff shows what differs: make it the same by hand, or drop these on new"
                        + " and copy again.");
    }

    @Command(
            name = "schema diff",
            group = "Schema",
            description = "in what the schemas of old and new differ",
            help = """
            schema diff

            Compares schemas, extensions, types, tables, columns, constraints, indexes, sequences, views, routines,
            triggers, rules, policies and privileges. What servers only spell differently is the same; so is what pgford
            itself put there or took away. Ends with exit code 1 where there is a difference.""")
    public Answer diff(Run run) {
        return Interruptible.with(run, cancellation -> {
            run.progress("reading the two schemas");
            SchemaDifference difference =
                    difference(snapshot(Side.OLD, cancellation), snapshot(Side.NEW, cancellation));
            Answer.Builder answer = Answer.builder();
            if (!difference.same()) {
                answer.grid(
                        "differences",
                        "",
                        List.of("kind", "object", "old", "new"),
                        difference.differences().stream()
                                .map(each -> List.<Object>of(each.kind(), each.object(), each.onOld(), each.onNew()))
                                .toList());
            }
            if (!difference.off().isEmpty()) {
                answer.line(
                        "Foreign keys that are off (pgford keeps them): " + String.join(", ", difference.off()) + ".");
            }
            difference.notes().forEach(note -> answer.line("Note: " + note));
            String compared = "Compared: " + difference.comparedInWords() + ".";
            return difference.same()
                    ? answer.line("The schemas of old and new are the same. " + compared)
                            .build()
                    : answer.line(howMany(difference) + ". " + compared)
                            .next(
                                    "Where new lacks everything: schema copy. Else make it the same by hand: @new ALTER …")
                            .exit(Exit.FAILED)
                            .build();
        });
    }

    private static String howMany(SchemaDifference difference) {
        int count = difference.differences().size();
        return String.format(Locale.ROOT, count == 1 ? "%,d difference" : "%,d differences", count);
    }

    private SchemaDifference difference(SchemaSnapshot onOld, SchemaSnapshot onNew) {
        Register register = workbench.connections().with(Side.NEW, RegisterReader::read);
        return SchemaDifference.between(
                onOld,
                onNew,
                Stream.of(register.keptForeignKeys(), register.keptOnOld())
                        .flatMap(List::stream)
                        .map(KeptForeignKey::key)
                        .toList());
    }

    private SchemaSnapshot snapshot(Side side, Cancellation cancellation) {
        cancellation.check();
        return workbench.connections().with(side, connection -> cancellation.over(connection, SchemaSnapshot::read));
    }
}
