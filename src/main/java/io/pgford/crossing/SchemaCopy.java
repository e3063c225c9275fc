package io.pgford.crossing;

import io.pgford.database.Cancellation;
import io.pgford.database.Connections;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.sql.Identifiers;
import io.pgford.sql.Token;
import java.util.List;
import java.util.stream.Collectors;

/** Step of the crossing: the schema of old as {@code pg_dump} tells it, made ready for new. */
public final class SchemaCopy {
    private static final String ADVICE =
            "make it run on new, or dump old to a file, correct that, and: schema apply FILE --on new";

    private final Connections connections;

    public SchemaCopy(Connections connections) {
        this.connections = connections;
    }

    /**
     * Dumps the schema of old. Reads only; takes {@code ACCESS SHARE} locks on its tables for as long.
     *
     * @param privileges whether to copy {@code GRANT}s
     * @return a script that runs on new: without the schemas that are there already
     * @throws Problem where the dump fails, or names roles that new does not have
     */
    public SqlScript script(PgDump program, boolean privileges, Cancellation cancellation) {
        String dump = new SchemaDump(program, connections.pair().oldEnd(), privileges).run(cancellation);
        SqlScript script = SqlScript.of(new SqlFile("dump of old", dump, ADVICE));
        return connections.with(Side.NEW, connection -> {
            refuseMissing(DumpRoles.missing(script, connection));
            List<String> schemas =
                    Rows.list(connection, "SELECT nspname FROM pg_catalog.pg_namespace", row -> row.getString(1));
            return script.without(step -> createsOneOf(schemas, step));
        });
    }

    private static void refuseMissing(List<String> roles) {
        if (!roles.isEmpty()) {
            String statements = roles.stream()
                    .map(role -> "@new CREATE ROLE " + Quote.identifier(role) + ";")
                    .collect(Collectors.joining("\n"));
            throw Problem.failed(
                    "new lacks " + (roles.size() == 1 ? "a role" : "roles") + " that the schema of old grants to: "
                            + String.join(", ", roles),
                    "Nothing was changed. Create them first, with LOGIN and a password where an application logs in:\n"
                            + statements + "\nor leave the grants away: schema copy --no-privileges");
        }
    }

    private static boolean createsOneOf(List<String> schemas, SqlStep step) {
        List<Token> tokens = step.tokens();
        return tokens.size() == 3
                && tokens.get(0).is("create")
                && tokens.get(1).is("schema")
                && schemas.contains(Identifiers.name(tokens.get(2)));
    }
}
