package io.pgford.crossing;

import io.pgford.catalog.ForeignTable;
import io.pgford.catalog.Register;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Side;
import java.util.ArrayList;
import java.util.List;

/** The statements that take all of pgford away from {@code new}. */
final class Removal {
    private Removal() {}

    static List<Change> of(Register register) {
        List<Change> changes = new ArrayList<>();
        register.foreignTables().values().stream()
                .map(ForeignTable::name)
                .sorted()
                .forEach(name -> changes.add(drop(name)));
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

    static Change drop(Name foreignTable) {
        return Change.on(Side.NEW, "DROP FOREIGN TABLE " + foreignTable.sql());
    }
}
