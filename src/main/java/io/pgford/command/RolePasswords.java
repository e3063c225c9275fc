package io.pgford.command;

import io.pgford.database.Endpoint;
import io.pgford.database.Secret;
import io.pgford.problem.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the password of a role that is not the operator's own: the application's, for the worker and for the user mappings of
 * {@code fdw init}. Looks where {@code psql} users would put it; asks only where somebody can answer.
 */
public final class RolePasswords {
    private static final String VARIABLE = "PGFORD_PASSWORD_";

    private final Supplier<Map<String, Secret>> sandbox;
    private final Function<String, Optional<String>> environment;

    /** @param sandbox the passwords of the sandbox's roles; empty where the pair is not the sandbox */
    public RolePasswords(Supplier<Map<String, Secret>> sandbox) {
        this(sandbox, name -> Optional.ofNullable(System.getenv(name)));
    }

    RolePasswords(Supplier<Map<String, Secret>> sandbox, Function<String, Optional<String>> environment) {
        this.sandbox = sandbox;
        this.environment = environment;
    }

    /**
     * The password of a role at a place: the endpoint's own where it names that role, the sandbox's, the environment's, that of
     * {@code .pgpass}, or what the operator answers.
     *
     * @throws Problem that lists these ways, where none of them has it
     */
    public Secret find(Run run, Endpoint endpoint, String role) {
        Optional<Secret> known = withoutAsking(endpoint, role);
        if (known.isEmpty() && run.interactive()) {
            return ask(run, endpoint, role);
        }
        return known.orElseThrow(() -> Problem.failed(
                "The password of role \"" + role + "\" at " + place(endpoint) + " is not known",
                "Put it into the environment variable " + variable(role) + ", or add a line "
                        + passwordFileLine(endpoint, role)
                        + " to ~/.pgpass (or the file that PGPASSFILE names), or run this at a terminal, where pgford"
                        + " can ask for it. A sandbox knows its own: sandbox start"));
    }

    /** The same without asking anybody. */
    public Optional<Secret> withoutAsking(Endpoint endpoint, String role) {
        Optional<Secret> own = endpoint.user().equals(role) ? endpoint.password() : Optional.empty();
        return own.or(() -> Optional.ofNullable(sandbox.get().get(role)))
                .or(() -> environment
                        .apply(variable(role))
                        .filter(text -> !text.isEmpty())
                        .map(Secret::new))
                .or(() -> endpoint.passwordFileEntry(role));
    }

    /** The environment variable for a role: upper case, whatever is neither letter nor digit as an underscore. */
    static String variable(String role) {
        return VARIABLE + role.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static Secret ask(Run run, Endpoint endpoint, String role) {
        return run.askSecret("Password of role " + role + " at " + place(endpoint) + ": ")
                .filter(secret -> !secret.reveal().isEmpty())
                .orElseThrow(() -> Problem.failed(
                        "No password was given for role \"" + role + "\"",
                        "Run it again, or put the password into " + variable(role)
                                + " or ~/.pgpass. Nothing was changed."));
    }

    private static String place(Endpoint endpoint) {
        return endpoint.host() + ":" + endpoint.port();
    }

    private static String passwordFileLine(Endpoint endpoint, String role) {
        return String.join(
                ":",
                escaped(endpoint.host()),
                Integer.toString(endpoint.port()),
                escaped(endpoint.database()),
                escaped(role),
                "PASSWORD");
    }

    /** libpq, "The Password File": colons and backslashes inside a field are escaped. */
    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }
}
