package io.pgford.crossing;

import io.pgford.catalog.Column;
import io.pgford.catalog.Register;
import io.pgford.catalog.RegisterTables;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Link;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Step 4, the link: extension, server, user mappings, and the foreign tables on {@code new}. */
public final class LinkStep {
    /** Rows a foreign scan fetches at a time; postgres_fdw's own default of 100 makes whole-table reads slow. */
    private static final String FETCH_SIZE = "1000";

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
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_statistic s WHERE s.starelid = c.oid)
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
                .forEach(name -> changes.add(skipping(name)));
        server(survey.register()).forEach(changes::add);
        changes.addAll(mappings(logins));
        changes.addAll(foreignTables(survey, skip, notes));
        return new Plan(changes, notes);
    }

    private static void refuseObstacles(Survey survey, Set<Name> skip) {
        List<String> reasons = survey.crossing().stream()
                .map(Table::name)
                .filter(name -> !skip.contains(name) && !survey.obstacles(name).isEmpty())
                .map(name -> name + ": " + String.join("; ", survey.obstacles(name)))
                .toList();
        if (!reasons.isEmpty()) {
            throw Problem.failed(
                    "These tables cannot cross:\n  " + String.join("\n  ", reasons),
                    "Mend them on old (a primary key, say), or leave them out and carry them over by other means: "
                            + "fdw init --skip TABLE,TABLE");
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

    private static Change skipping(Name name) {
        return Change.on(
                Side.NEW,
                "INSERT INTO pgford.skipped (schema_name, table_name) VALUES (%s, %s) ON CONFLICT DO NOTHING"
                        .formatted(Quote.literal(name.schema()), Quote.literal(name.name())));
    }

    private List<Change> server(Register register) {
        Map<String, String> wanted = serverOptions();
        if (register.server().isEmpty()) {
            return List.of(Change.on(
                    Side.NEW,
                    "CREATE SERVER " + Register.SERVER + " FOREIGN DATA WRAPPER postgres_fdw OPTIONS ("
                            + wanted.entrySet().stream()
                                    .map(o -> o.getKey() + " " + Quote.literal(o.getValue()))
                                    .collect(Collectors.joining(", "))
                            + ")"));
        }
        Map<String, String> is = register.server().get();
        String difference = wanted.entrySet().stream()
                .filter(o -> !o.getValue().equals(is.get(o.getKey())))
                .map(o ->
                        (is.containsKey(o.getKey()) ? "SET " : "ADD ") + o.getKey() + " " + Quote.literal(o.getValue()))
                .collect(Collectors.joining(", "));
        return difference.isEmpty()
                ? List.of()
                : List.of(Change.on(Side.NEW, "ALTER SERVER " + Register.SERVER + " OPTIONS (" + difference + ")"));
    }

    private Map<String, String> serverOptions() {
        Link link = connections.pair().link();
        Endpoint old = connections.pair().oldEnd();
        Map<String, String> options = new TreeMap<>(Map.of(
                "host",
                link.host(),
                "port",
                Integer.toString(link.port()),
                "dbname",
                old.database(),
                "fetch_size",
                FETCH_SIZE,
                // Without it the planner takes a foreign table for tiny and joins it badly: measured 5 times fewer
                // operations.
                "use_remote_estimate",
                "true",
                "application_name",
                "pgford fdw"));
        if (old.options().containsKey("sslmode")) {
            options.put("sslmode", old.options().get("sslmode"));
        }
        return options;
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
                refuseTakenName(survey, table);
                changes.add(ForeignTableSql.create(table, survey.newSide()));
            }
        }
        return changes;
    }

    static void refuseTakenName(Survey survey, Table table) {
        Name remote = RemoteName.of(table.name());
        if (survey.newSide().table(remote).isPresent()
                || survey.oldSide().table(remote).isPresent()) {
            throw Problem.failed(
                    "The foreign table for " + table.name() + " would be called " + remote
                            + ", and there is a table of that" + " name",
                    "Rename that table, or leave " + table.name() + " out: fdw init --skip " + table.name());
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
     * Reads through the link as each mapped role, so that a wrong password or address is found now and not by the application.
     * Changes nothing: what it needs for the trial is rolled back.
     *
     * @throws Problem that names the role and what {@code old} said
     */
    public void prove(Survey survey, Set<String> roles) {
        if (survey.register().foreignTables().isEmpty()) {
            return;
        }
        Name table =
                survey.register().foreignTables().values().iterator().next().name();
        for (String role : new TreeMap<>(roles.stream().collect(Collectors.toMap(r -> r, r -> r))).keySet()) {
            connections.with(Side.NEW, c -> {
                c.setAutoCommit(false);
                try {
                    Rows.run(
                            c,
                            "GRANT USAGE ON SCHEMA " + Quote.identifier(table.schema()) + " TO "
                                    + Quote.identifier(role));
                    Rows.run(c, "GRANT SELECT ON " + table.sql() + " TO " + Quote.identifier(role));
                    Rows.run(c, "SET LOCAL ROLE " + Quote.identifier(role));
                    Rows.list(c, "SELECT 1 FROM " + table.sql() + " LIMIT 1", r -> 1);
                    return true;
                } catch (SQLException e) {
                    throw unproved(role, e);
                } finally {
                    c.rollback();
                    c.setAutoCommit(true);
                }
            });
        }
    }

    private Problem unproved(String role, SQLException error) {
        Link link = connections.pair().link();
        return Problem.failed(
                "The link does not work for role \"" + role + "\": new, asking old at " + link.host() + ":"
                        + link.port() + ", got: " + io.pgford.database.Fault.plain(error),
                "If new reaches old under another address than you do, give it: --fdw-host HOST --fdw-port PORT. If the"
                        + " password is wrong, give the right one. If the role may not read there, grant it on old. Then run fdw"
                        + " init again.",
                error);
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
        return Plan.of(removal(register));
    }

    /** The statements that remove all of pgford from {@code new}. */
    static List<Change> removal(Register register) {
        List<Change> changes = new ArrayList<>();
        register.foreignTables().values().stream()
                .map(t -> t.name())
                .sorted()
                .forEach(name -> changes.add(Change.on(Side.NEW, "DROP FOREIGN TABLE " + name.sql())));
        register.mappings().stream()
                .sorted()
                .forEach(role -> changes.add(Change.on(
                        Side.NEW,
                        "DROP USER MAPPING FOR " + (role.equals("public") ? "PUBLIC" : Quote.identifier(role))
                                + " SERVER " + Register.SERVER)));
        if (register.server().isPresent()) {
            changes.add(Change.on(Side.NEW, "DROP SERVER " + Register.SERVER));
        }
        if (register.madeExtension()) {
            changes.add(Change.on(Side.NEW, "DROP EXTENSION postgres_fdw"));
        }
        if (register.exists()) {
            changes.add(Change.on(Side.NEW, "DROP SCHEMA pgford CASCADE"));
        }
        return changes;
    }
}
