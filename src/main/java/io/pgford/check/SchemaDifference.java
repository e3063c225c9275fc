package io.pgford.check;

import io.pgford.catalog.ForeignKey;
import io.pgford.catalog.SchemaObject;
import io.pgford.catalog.SchemaSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * In what the schemas of old and new differ, object by object.
 *
 * @param differences what is not the same
 * @param off foreign keys that are not on both sides only because {@code fk off} keeps them
 * @param notes what differs and does not matter to SQL: the order of columns, owners
 * @param compared how many objects of each kind were compared
 */
public record SchemaDifference(
        List<Difference> differences, List<String> off, List<String> notes, SortedMap<String, Integer> compared) {
    private static final String MISSING = "missing";
    private static final int MAINTAIN_SINCE = 17;

    /** One object that is not the same on both sides, in plain words. */
    public record Difference(String kind, String object, String onOld, String onNew) {}

    /**
     * Compares two snapshots.
     *
     * @param kept the foreign keys of both sides that {@code fk off} keeps
     */
    public static SchemaDifference between(SchemaSnapshot onOld, SchemaSnapshot onNew, Collection<ForeignKey> kept) {
        return new Comparison(onOld, onNew, kept).result();
    }

    /** Whether there is no difference. */
    public boolean same() {
        return differences.isEmpty();
    }

    /** What was compared, in one line: {@code 12 column, 2 table}. */
    public String comparedInWords() {
        return compared.entrySet().stream()
                .map(kind -> "%,d %s".formatted(kind.getValue(), plural(kind.getKey(), kind.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String plural(String kind, int count) {
        if (count == 1 || kind.endsWith("s") || kind.contains(" on ")) {
            return kind;
        }
        return kind.endsWith("y") && !kind.endsWith("ey")
                ? kind.substring(0, kind.length() - 1) + "ies"
                : kind.endsWith("x") ? kind + "es" : kind + "s";
    }

    private record Comparison(SchemaSnapshot onOld, SchemaSnapshot onNew, Collection<ForeignKey> kept) {
        SchemaDifference result() {
            Set<SchemaObject> keptObjects = kept.stream()
                    .map(key -> SchemaObject.foreignKey(key.name(), key.table()))
                    .collect(Collectors.toSet());
            Set<String> oldNames = names(onOld);
            Set<String> newNames = names(onNew);
            SortedSet<SchemaObject> all = new TreeSet<>(onOld.definitions().keySet());
            all.addAll(onNew.definitions().keySet());
            all.addAll(keptObjects);

            List<Difference> differences = new ArrayList<>();
            List<String> off = new ArrayList<>();
            SortedMap<String, Integer> compared = new TreeMap<>();
            for (SchemaObject object : all) {
                String old = onOld.definitions().get(object);
                String now = onNew.definitions().get(object);
                if ((old == null || now == null) && keptObjects.contains(object)) {
                    off.add(object.name());
                    continue;
                }
                compared.merge(object.kind(), 1, Integer::sum);
                if (old == null) {
                    if (stands(object, oldNames)) {
                        differences.add(new Difference(object.kind(), object.name(), MISSING, there(now)));
                    }
                } else if (now == null) {
                    if (stands(object, newNames)) {
                        differences.add(new Difference(object.kind(), object.name(), there(old), MISSING));
                    }
                } else if (!same(object, old, now)) {
                    List<String> shown = Excerpt.of(old, now);
                    differences.add(new Difference(object.kind(), object.name(), shown.get(0), shown.get(1)));
                }
            }
            return new SchemaDifference(differences, off, notes(), compared);
        }

        /** Names of objects that stand for themselves. */
        private static Set<String> names(SchemaSnapshot side) {
            Set<String> names = new HashSet<>();
            side.definitions().keySet().stream()
                    .filter(object -> object.within().isEmpty() && !isPrivilege(object))
                    .forEach(object -> names.add(object.name()));
            return names;
        }

        /** Whether it is a difference of its own: where a whole table is missing, its columns go without saying. */
        private static boolean stands(SchemaObject object, Set<String> namesThere) {
            if (!object.within().isEmpty()) {
                return namesThere.contains(object.within());
            }
            return !isPrivilege(object) || namesThere.contains(object.name());
        }

        private static boolean isPrivilege(SchemaObject object) {
            return object.kind().startsWith("privileges");
        }

        private static String there(String definition) {
            return definition.isEmpty() ? "there" : Excerpt.of(definition);
        }

        private boolean same(SchemaObject object, String old, String now) {
            if (isPrivilege(object)) {
                return privileges(old).equals(privileges(now));
            }
            return Spelling.same(old, onOld.major(), now, onNew.major());
        }

        /** {@code GRANT ALL} means one privilege more since 17. */
        private String privileges(String words) {
            boolean both = onOld.major() >= MAINTAIN_SINCE && onNew.major() >= MAINTAIN_SINCE;
            return both ? words : words.replace(", MAINTAIN", "").replace("MAINTAIN, ", "");
        }

        private List<String> notes() {
            List<String> notes = new ArrayList<>();
            onOld.columns().forEach((table, columns) -> {
                List<String> there = onNew.columns().getOrDefault(table, List.of());
                if (!common(columns, there).equals(common(there, columns))) {
                    notes.add("The columns of " + table + " stand in another order on new.");
                }
            });
            SortedMap<String, Integer> owners = new TreeMap<>();
            onOld.owners().forEach((relation, owner) -> {
                String there = onNew.owners().getOrDefault(relation, owner);
                if (!there.equals(owner)) {
                    owners.merge(owner + " on old and to " + there + " on new", 1, Integer::sum);
                }
            });
            for (Map.Entry<String, Integer> owner : owners.entrySet()) {
                notes.add("%,d %s to %s: an owner may do everything, another role only what it was granted."
                        .formatted(
                                owner.getValue(),
                                owner.getValue() == 1 ? "relation belongs" : "relations belong",
                                owner.getKey()));
            }
            return notes;
        }

        private static List<String> common(List<String> columns, List<String> others) {
            return columns.stream().filter(others::contains).toList();
        }
    }
}
