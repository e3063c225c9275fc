package io.pgford.shell.danger;

import io.pgford.catalog.AppSession;
import io.pgford.catalog.Gates;
import io.pgford.catalog.Register;
import io.pgford.catalog.RegisterReader;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.Optional;

/**
 * What a crossing stands on. Where {@code new} cannot be asked, there is no crossing that could go on.
 *
 * @param register what {@code new} holds of pgford
 */
record Crossing(Optional<Register> register, Connections connections) {
    static Crossing of(Connections connections) {
        try {
            Register register = connections.with(Side.NEW, RegisterReader::read);
            return new Crossing(Optional.of(register).filter(Register::exists), connections);
        } catch (Problem unreachable) {
            return new Crossing(Optional.empty(), connections);
        }
    }

    /** Whether the crossing needs a table of a side as it is. */
    boolean needs(Side side, Name table) {
        if (register.isEmpty()) {
            return false;
        }
        if (side == Side.NEW && table.schema().equals(Gates.SCHEMA)) {
            return true;
        }
        boolean crosses = register.get().foreignTables().containsKey(table)
                && !register.get().finished(table);
        boolean link = side == Side.NEW
                && register.get().foreignTables().values().stream()
                        .anyMatch(foreign -> foreign.name().equals(table));
        return crosses || link;
    }

    /** Whether the crossing needs an object that is no table, such as its server. */
    boolean needs(Side side, String object, String name) {
        return register.isPresent()
                && switch (object) {
                    case "server" -> side == Side.NEW && name.equals(Register.SERVER);
                    case "extension" -> side == Side.NEW && name.equals("postgres_fdw");
                    case "foreign data wrapper" -> side == Side.NEW && name.equals("postgres_fdw");
                    case "schema" ->
                        name.equals(Gates.SCHEMA)
                                || register.get().foreignTables().keySet().stream()
                                        .anyMatch(table -> table.schema().equals(name));
                    case "database", "owned by" -> true;
                    default -> false;
                };
    }

    /** Whether the application works on {@code new}: something has moved, or none of its sessions is on {@code old}. */
    boolean cutOver() {
        if (register.isEmpty()) {
            return false;
        }
        if (!register.get().progress().isEmpty()) {
            return true;
        }
        boolean attached = register.get().foreignTables().keySet().stream()
                .anyMatch(table -> register.get().attached(table));
        return attached
                && connections
                        .with(Side.OLD, c -> AppSession.in(c, register.get().mappings()))
                        .isEmpty();
    }
}
