package io.pgford.crossing;

import io.pgford.catalog.Register;
import io.pgford.database.Quote;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import java.util.Map;
import java.util.Optional;

/**
 * How a role logs in at {@code old} through the link.
 *
 * @param password absent only for a superuser of {@code new}: others may not use the link without one
 */
public record Login(String user, Optional<Secret> password) {
    boolean matches(Map<String, String> options) {
        return user.equals(options.get("user"))
                && password.map(Secret::reveal).equals(Optional.ofNullable(options.get("password")));
    }

    /** The statement that writes the user mapping; what is shown of it does not hold the password. */
    Change mapping(String verb, String role, String set) {
        String start = verb + " USER MAPPING FOR " + Quote.identifier(role) + " SERVER " + Register.SERVER
                + " OPTIONS (" + set + "user " + Quote.literal(user);
        return password.map(p -> new Change(
                        Side.NEW,
                        start + ", " + set + "password " + Quote.literal(p.reveal()) + ")",
                        start + ", " + set + "password '" + p + "')"))
                .orElseGet(() -> Change.on(Side.NEW, start + ")"));
    }
}
