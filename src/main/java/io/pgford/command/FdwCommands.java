package io.pgford.command;

import io.pgford.catalog.ForeignTable;
import io.pgford.catalog.Register;
import io.pgford.catalog.Roles;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.crossing.LinkStep;
import io.pgford.crossing.Login;
import io.pgford.crossing.Plan;
import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Nearest;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** Step 4, the link from {@code new} to {@code old} by postgres_fdw. */
public final class FdwCommands {
    private static final String GROUP = "Crossing";

    /** Not one inside of double quotes. */
    private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private final Workbench workbench;
    private final RolePasswords passwords;

    public FdwCommands(Workbench workbench, RolePasswords passwords) {
        this.workbench = workbench;
        this.passwords = passwords;
    }

    @Command(
            name = "fdw init",
            group = GROUP,
            description = "Link new to old: extension, server, user mappings, foreign tables",
            help = """
                    fdw init
                    fdw init --dry-run
                    fdw init --role app,reporting
                    fdw init --skip audit_log""")
    public Answer init(
            Run run,
            @Option(
                            longName = "role",
                            description =
                                    "Roles that use the link, with commas; without it, those that may use the tables")
                    Optional<String> role,
            @Option(longName = "skip", description = "Tables to leave out of the crossing, with commas")
                    Optional<String> skip,
            @Option(longName = "dry-run", description = "Show the SQL, run none of it") boolean dryRun) {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        LinkStep step = new LinkStep(connections);
        Set<Name> skipped = words(skip).stream()
                .map(word -> survey.oldSide().named(word).name())
                .collect(Collectors.toSet());
        Map<String, Login> logins = logins(run, survey, role);
        Plan plan = step.plan(survey, logins, skipped);
        Plan statistics = step.statistics(survey);
        if (dryRun) {
            return PlanAnswer.dryRun(
                    Stream.concat(plan.changes().stream(), statistics.changes().stream())
                            .toList(),
                    plan.notes());
        }
        step.apply(plan, logins.keySet());
        statistics.apply(connections);
        Survey after = Survey.of(connections);
        return PlanAnswer.done(
                plan,
                PlanAnswer.count(after.register().foreignTables().size(), "foreign table")
                        + " on new reach over to old, for " + String.join(", ", logins.keySet())
                        + ". Each of these roles was tried.",
                "The link is there already, and works for " + String.join(", ", logins.keySet()) + ".",
                after.crossing().stream()
                                .anyMatch(t -> after.newSide().table(t.name()).isEmpty())
                        ? "The schema on new: schema copy, or schema apply FILE --on new"
                        : "Show the rows of both sides on new: inherit");
    }

    private Map<String, Login> logins(Run run, Survey survey, Optional<String> role) {
        Connections connections = workbench.connections();
        Endpoint old = connections.pair().oldEnd();
        Map<String, Login> logins = new TreeMap<>();
        logins.put(connections.with(Side.NEW, Roles::current), new Login(old.user(), old.findPassword()));
        List<String> others = role.isPresent()
                ? words(role)
                : connections.with(Side.OLD, c -> Roles.applications(c, survey.crossing()));
        role.ifPresent(given -> refuseUnknown(connections, others));
        for (String other : others) {
            logins.putIfAbsent(other, new Login(other, Optional.of(passwords.find(run, old, other))));
        }
        return logins;
    }

    /** Before its password is asked for. */
    private static void refuseUnknown(Connections connections, List<String> roles) {
        List<String> known = connections.with(Side.OLD, Roles::thatLogIn);
        for (String role : roles) {
            if (!known.contains(role)) {
                throw Problem.usage(
                        "old has no role \"" + role + "\" that can log in",
                        Nearest.to(role, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("These can: " + String.join(", ", known)));
            }
        }
    }

    private static List<String> words(Optional<String> list) {
        return list.stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Command(
            name = "fdw status",
            group = GROUP,
            description = "The link as it is: where it goes, for whom, and for which tables",
            help = "fdw status\nfdw status --json")
    @Watchable
    public Answer status() {
        Connections connections = workbench.connections();
        Survey survey = Survey.of(connections);
        Register register = survey.register();
        if (register.server().isEmpty()) {
            return Answer.builder()
                    .line("There is no link from new to old.")
                    .next("Make it: fdw init")
                    .build();
        }
        Map<String, String> server = register.server().get();
        List<List<Object>> rows = new ArrayList<>();
        for (Table table : survey.crossing()) {
            ForeignTable foreign = register.foreignTables().get(table.name());
            rows.add(Arrays.asList(
                    table.name().shown(),
                    foreign == null ? null : foreign.name().shown(),
                    foreign == null ? "not linked" : state(register, foreign)));
        }
        return Answer.builder()
                .line("new reaches old at " + server.get("host") + ":" + server.get("port") + ", database "
                        + server.get("dbname") + ", for "
                        + register.mappings().stream().sorted().collect(Collectors.joining(", ")) + ".")
                .grid("foreign_tables", "", List.of("table", "foreign_table", "state"), rows)
                .line(sessions(connections))
                .build();
    }

    private static String state(Register register, ForeignTable foreign) {
        if (register.finished(foreign.remote())) {
            return "moved, detached";
        }
        return foreign.parent().isPresent() ? "attached" : "linked";
    }

    private static String sessions(Connections connections) {
        long open = connections.with(
                Side.OLD,
                c -> Rows.number(
                        c, "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE application_name = 'pgford fdw'"));
        long most = connections.with(
                Side.OLD, c -> Rows.number(c, "SELECT pg_catalog.current_setting('max_connections')::int"));
        return PlanAnswer.count(open, "session") + " of new on old now; old allows " + most + " connections in all.";
    }

    @Command(
            name = "fdw drop",
            group = GROUP,
            description = "Take the link away again, before anything has crossed",
            help = "fdw drop\nfdw drop --dry-run")
    public Answer drop(
            Run run,
            @Option(longName = "dry-run", description = "Show the SQL, run none of it") boolean dryRun,
            @Option(longName = "yes", description = "Do not ask at the prompt") boolean yes) {
        Connections connections = workbench.connections();
        Plan plan = new LinkStep(connections).undo(Survey.of(connections));
        if (dryRun) {
            return PlanAnswer.dryRun(plan.changes(), plan.notes());
        }
        if (!plan.isEmpty() && !yes && !run.confirmed("This takes the link from new to old away.", "drop")) {
            throw Problem.failed("The link stays.", "fdw drop --dry-run shows what it would do.");
        }
        plan.apply(connections);
        return PlanAnswer.done(plan, "The link is gone, and all of pgford with it.", "There is no link.", "");
    }
}
