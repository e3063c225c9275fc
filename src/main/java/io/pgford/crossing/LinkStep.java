package io.pgford.crossing;

import io.pgford.catalog.Column;
import io.pgford.catalog.Register;
import io.pgford.catalog.RegisterTables;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.LockRetry;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Step 4, the link: extension, server, user mappings, and the foreign tables on {@code new}. */
public final class LinkStep {
    private static final String MAPPING_OPTIONS = """
            SELECT m.usename::text, o.option_name, o.option_value
            FROM pg_catalog.pg_user_mappings m, pg_catalog.pg_options_to_table(m.umoptions) o WHERE m.srvname = ?
            """;

    private static final String KNOWN_TYPES = """
            SELECT t FROM pg_catalog.unnest(?::text[]) t WHERE pg_catalog.to_regtype(t) IS NOT NULL
            """;

    private static final String NEVER_ANALYSED = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND pg_catalog.pg_relation_size(c.oid) > 0
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_stats s
                              WHERE s.schemaname = n.nspname AND s.tablename = c.relname)
            """;

    private final Connections connections;

    public LinkStep(Connections connections) {
        this.connections = connections;
    }

    /**
     * What is missing of the link.
     *
     * @param logins by the role on {@code new} that gets a user mapping
     * @param skip tables to leave out of the crossing
     * @throws Problem where a table cannot cross and is not skipped, or a role is missing on {@code new}
     */
    public Plan plan(Survey survey, Map<String, Login> logins, Set<Name> skip) {
        refuseObstacles(survey, skip);
        refuseMissingRoles(logins.keySet());
        List<Change> changes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (!survey.register().exists()) {
            RegisterTables.DEFINITIONS.forEach(sql -> changes.add(Change.on(Side.NEW, sql)));
        }
        if (!extensionExists()) {
            changes.add(Change.on(Side.NEW, "CREATE EXTENSION postgres_fdw SCHEMA pg_catalog"));
            changes.add(Change.on(
                    Side.NEW, "INSERT INTO pgford.made VALUES ('extension postgres_fdw') ON CONFLICT DO NOTHING"));
        }
        skip.stream()
                .sorted()
                .filter(name -> !survey.register().skipped().contains(name))
                .forEach(name -> changes.addAll(skipping(survey.register(), name)));
        changes.addAll(ServerSql.of(connections.pair(), survey));
        changes.addAll(mappings(logins));
        changes.addAll(foreignTables(survey, skip, notes));
        return new Plan(changes, notes);
    }

    private static void refuseObstacles(Survey survey, Set<Name> skip) {
        List<Name> refused = survey.crossing().stream()
                .map(Table::name)
                .filter(name -> !skip.contains(name) && !survey.obstacles(name).isEmpty())
                .toList();
        if (!refused.isEmpty()) {
            String reasons = refused.stream()
                    .map(name -> name + ": " + String.join("; ", survey.obstacles(name)))
                    .collect(Collectors.joining("\n  "));
            String all = Stream.concat(skip.stream().sorted(), refused.stream())
                    .map(Name::shown)
                    .collect(Collectors.joining(","));
            throw Problem.failed(
                    "These tables cannot cross:\n  " + reasons,
                    "Mend them on old (a primary key, say), or leave them out and carry them over by other means: "
                            + "fdw init --skip " + all);
        }
    }

    private void refuseMissingRoles(Set<String> roles) {
        Set<String> known = connections.with(
                Side.NEW,
                c -> new HashSet<>(Rows.list(c, "SELECT rolname::text FROM pg_catalog.pg_roles", r -> r.getString(1))));
        List<String> missing =
                roles.stream().filter(role -> !known.contains(role)).sorted().toList();
        if (!missing.isEmpty()) {
            throw Problem.failed(
                    "These roles are to use the link, but are not on new: " + String.join(", ", missing),
                    "Create them on new, such as: @new CREATE ROLE " + Quote.identifier(missing.get(0))
                            + " LOGIN PASSWORD '…';  or name the roles to link: fdw init --role ROLE,ROLE");
        }
    }

    private boolean extensionExists() {
        return connections.with(
                Side.NEW,
                c -> Rows.holds(
                        c, "SELECT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'postgres_fdw')"));
    }

    private static List<Change> skipping(Register register, Name name) {
        if (register.attached(name) || register.progress().containsKey(name)) {
            throw Problem.failed(
                    "Table " + name + " is in the crossing already: on new it shows the rows of old",
                    "Move it with the others: move all. Or, if nothing has moved yet: inherit off, then fdw init --skip "
                            + name);
        }
        List<Change> changes = new ArrayList<>();
        Optional.ofNullable(register.foreignTables().get(name))
                .ifPresent(foreign -> changes.add(Removal.drop(foreign.name())));
        changes.add(Change.on(
                Side.NEW,
                "INSERT INTO pgford.skipped (schema_name, table_name) VALUES (%s, %s) ON CONFLICT DO NOTHING"
                        .formatted(Quote.literal(name.schema()), Quote.literal(name.name()))));
        return changes;
    }

    private List<Change> mappings(Map<String, Login> logins) {
        Map<String, Map<String, String>> existing = connections.with(Side.NEW, c -> {
            Map<String, Map<String, String>> found = new TreeMap<>();
            for (String[] row : Rows.list(
                    c,
                    MAPPING_OPTIONS,
                    r -> new String[] {r.getString(1), r.getString(2), r.getString(3)},
                    Register.SERVER)) {
                found.computeIfAbsent(row[0], role -> new TreeMap<>()).put(row[1], row[2]);
            }
            return found;
        });
        List<Change> changes = new ArrayList<>();
        new TreeMap<>(logins).forEach((role, login) -> {
            Map<String, String> is = existing.get(role);
            if (is == null) {
                changes.add(login.mapping("CREATE", role, ""));
            } else if (!login.matches(is)) {
                changes.add(login.mapping("ALTER", role, "SET "));
            }
        });
        return changes;
    }

    private List<Change> foreignTables(Survey survey, Set<Name> skip, List<String> notes) {
        List<Table> wanted = survey.crossing().stream()
                .filter(t -> !skip.contains(t.name())
                        && !survey.register().foreignTables().containsKey(t.name()))
                .toList();
        Set<String> types = knownTypes(wanted);
        Set<String> schemas = connections.with(
                Side.NEW,
                c -> new HashSet<>(
                        Rows.list(c, "SELECT nspname::text FROM pg_catalog.pg_namespace", r -> r.getString(1))));
        List<Change> changes = new ArrayList<>();
        for (Table table : wanted) {
            if (!schemas.contains(table.name().schema())
                    || !types.containsAll(
                            table.columns().stream().map(Column::type).toList())) {
                notes.add(table.name() + " waits for its schema or types on new; inherit will link it.");
            } else {
                refuseTakenName(connections, table);
                changes.add(ForeignTableSql.create(table, survey.newSide()));
            }
        }
        return changes;
    }

    /** Relations of every kind share their names: a view or an index called so would be in the way as well. */
    static void refuseTakenName(Connections connections, Table table) {
        Name remote = RemoteName.of(table.name());
        for (Side side : Side.values()) {
            boolean taken = connections.with(
                    side, c -> Rows.holds(c, "SELECT pg_catalog.to_regclass(?) IS NOT NULL", remote.sql()));
            if (taken) {
                throw Problem.failed(
                        "The foreign table for " + table.name() + " would be called " + remote + ", and " + side
                                + " has something of that name",
                        "Rename that, or leave " + table.name() + " out: fdw init --skip " + table.name());
            }
        }
    }

    private Set<String> knownTypes(List<Table> tables) {
        String[] types = tables.stream()
                .flatMap(t -> t.columns().stream())
                .map(Column::type)
                .distinct()
                .toArray(String[]::new);
        return connections.with(
                Side.NEW, c -> new HashSet<>(Rows.list(c, KNOWN_TYPES, r -> r.getString(1), (Object) types)));
    }

    /**
     * Statistics for the tables on {@code old} that never got any: the planner of {@code new} asks {@code old} for its estimates,
     * and joins badly without them.
     */
    public Plan statistics(Survey survey) {
        Set<Name> without = connections.with(
                Side.OLD,
                c -> new HashSet<>(Rows.list(c, NEVER_ANALYSED, r -> new Name(r.getString(1), r.getString(2)))));
        return Plan.of(survey.crossing().stream()
                .map(Table::name)
                .filter(without::contains)
                .map(name -> Change.on(Side.OLD, "ANALYZE " + name.sql()))
                .toList());
    }

    /**
     * Makes the link and tries it as each role, in one transaction: a wrong password or address is found now and not by the
     * application, and leaves nothing behind.
     *
     * @throws Problem that names the role and what {@code old} said; nothing is changed then
     */
    public void apply(Plan plan, Set<String> roles) {
        LockRetry.inTransaction(connections, Side.NEW, c -> {
            for (Change change : plan.changes()) {
                Rows.run(c, change.sql());
            }
            LinkProof.of(c, connections.pair().link(), roles);
            return true;
        });
    }

    /**
     * What taking the link away would do.
     *
     * @throws Problem while rows could still be reached through it
     */
    public Plan undo(Survey survey) {
        Register register = survey.register();
        List<Name> attached = register.foreignTables().keySet().stream()
                .filter(register::attached)
                .sorted()
                .toList();
        if (!attached.isEmpty()) {
            throw Problem.failed(
                    "Queries still reach old through the link, for " + CrossingText.some(attached),
                    "Move the rows and clean up: move all, fk on, cleanup. Or, before the application is on new: inherit off.");
        }
        if (!register.keptForeignKeys().isEmpty()
                || !register.keptOnOld().isEmpty()
                || !register.progress().isEmpty()) {
            throw Problem.failed(
                    "The crossing has begun: pgford keeps foreign keys or a ledger on new",
                    "Finish it: fk on, cleanup.");
        }
        return Plan.of(Removal.of(register));
    }
}
