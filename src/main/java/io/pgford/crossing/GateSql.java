package io.pgford.crossing;

import io.pgford.catalog.Gates;
import io.pgford.catalog.Register;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that make gates, and take them away. */
final class GateSql {
    /** What the server compares of columns with the same name; compression is known from PostgreSQL 14 on. */
    private static final String TRAITS = """
            SELECT a.attname, pg_catalog.concat_ws(' ', a.atttypid, a.atttypmod, a.attcollation, a.attstorage,
                                                   pg_catalog.to_jsonb(a) ->> 'attcompression') AS traits
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private GateSql() {}

    /** Makes gates for those of these local tables that have none, or wrong ones. */
    static List<Change> shared(Connections connections, Survey survey, List<Table> locals) {
        Register register = survey.register();
        List<Change> changes = new ArrayList<>();
        List<Table> without = new ArrayList<>();
        for (Table local : locals) {
            Optional<Gates> there = register.gatesOf(local.name(), true);
            if (there.isEmpty() || !there.get().ordered()) {
                without.add(local);
            }
        }
        register.gates().stream()
                .filter(g ->
                        !g.ordered() && locals.stream().anyMatch(t -> g.tables().contains(t.name())))
                .forEach(wrong -> changes.add(drop(wrong)));
        Set<Name> taken = register.gates().stream().map(Gates::outer).collect(Collectors.toSet());
        int number = 1;
        for (GateGroup group : GateGroup.of(without, traits(connections, without))) {
            while (taken.contains(Gates.shared(number, Set.of()).outer())) {
                number++;
            }
            changes.addAll(make(group, Gates.shared(number, group.tables())));
            number++;
        }
        return changes;
    }

    /** Makes gates that a table does not share with any other. */
    static List<Change> own(Table local) {
        GateGroup alone = GateGroup.of(List.of(local), Map.of()).get(0);
        return make(alone, Gates.own(local.name(), local.oid()));
    }

    private static List<Change> make(GateGroup group, Gates gates) {
        return List.of(
                // In this order: outer must have the lower OID, see Gates.
                Change.on(Side.NEW, group.child(gates.outer())),
                Change.on(Side.NEW, group.child(gates.inner())),
                // An empty table that was never analysed is taken for ten pages by the planner, in each of the
                // application's queries.
                Change.on(
                        Side.NEW,
                        "ANALYZE " + gates.outer().sql() + ", " + gates.inner().sql()));
    }

    static Change drop(Gates gates) {
        return Change.on(
                Side.NEW,
                "DROP TABLE " + gates.outer().sql() + ", " + gates.inner().sql());
    }

    private static Map<Name, Map<String, String>> traits(Connections connections, List<Table> locals) {
        return connections.with(Side.NEW, c -> {
            Map<Name, Map<String, String>> traits = new HashMap<>();
            for (Table local : locals) {
                traits.put(
                        local.name(),
                        Rows.list(c, TRAITS, r -> Map.entry(r.getString(1), r.getString(2)), local.oid()).stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            }
            return traits;
        });
    }
}
