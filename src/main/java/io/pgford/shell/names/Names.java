package io.pgford.shell.names;

import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.sql.Keywords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be named in a database, as it was when it was read. Never changes: asked at each key, it answers at once. */
public final class Names {
    /** What is known of a database that was not asked yet. */
    public static final Names NONE =
            new Names(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Keywords.BUILT_IN);

    private final List<Relation> relations;
    private final List<ForeignKey> foreignKeys;
    private final List<Routine> routines;
    private final List<ServerSetting> settings;
    private final List<String> schemas;
    private final List<String> roles;
    private final List<String> types;
    private final Keywords keywords;
    private final Map<String, Relation> visible = new HashMap<>();
    private final Map<Name, Relation> qualified = new HashMap<>();
    private final Map<String, Boolean> harmless = new HashMap<>();

    /** @param relations by schema and name */
    Names(
            List<Relation> relations,
            List<ForeignKey> foreignKeys,
            List<Routine> routines,
            List<ServerSetting> settings,
            List<String> schemas,
            List<String> roles,
            List<String> types,
            Keywords keywords) {
        this.relations = List.copyOf(relations);
        this.foreignKeys = List.copyOf(foreignKeys);
        this.routines = List.copyOf(routines);
        this.settings = List.copyOf(settings);
        this.schemas = List.copyOf(schemas);
        this.roles = List.copyOf(roles);
        this.types = List.copyOf(types);
        this.keywords = keywords;
        for (Relation relation : relations) {
            qualified.put(new Name(relation.schema(), relation.name()), relation);
            if (relation.visible()) {
                visible.put(relation.name(), relation);
            }
        }
        routines.forEach(routine -> harmless.merge(routine.name(), routine.harmless(), Boolean::logicalAnd));
    }

    /** Whether the database was asked. */
    public boolean known() {
        return !schemas.isEmpty();
    }

    public List<Relation> relations() {
        return relations;
    }

    public List<Routine> routines() {
        return routines;
    }

    public List<ServerSetting> settings() {
        return settings;
    }

    public List<String> schemas() {
        return schemas;
    }

    public List<String> roles() {
        return roles;
    }

    public List<String> types() {
        return types;
    }

    public Keywords keywords() {
        return keywords;
    }

    /** The relation that a name means, of one part or of two; of three, the first is the database. */
    public Optional<Relation> relation(List<String> path) {
        return switch (path.size()) {
            case 1 -> Optional.ofNullable(visible.get(path.get(0)));
            case 2 -> Optional.ofNullable(qualified.get(new Name(path.get(0), path.get(1))));
            case 3 -> relation(path.subList(1, 3));
            default -> Optional.empty();
        };
    }

    /** The foreign keys between two tables, in both directions. */
    public Stream<ForeignKey> between(Relation one, Relation other) {
        return foreignKeys.stream()
                .filter(key -> (key.from() == one.oid() && key.to() == other.oid())
                        || (key.from() == other.oid() && key.to() == one.oid()));
    }

    /** Whether every function of this name is known to change nothing. */
    public boolean isHarmless(String function) {
        return harmless.getOrDefault(function, false);
    }

    public boolean isRoutine(String name) {
        return harmless.containsKey(name);
    }

    /** A name as it has to be written: in quotes where it would mean something else without them. */
    public String written(String name) {
        return keywords.isReserved(name) ? Quote.identifier(name) : Name.shownPart(name);
    }

    /** A relation's name as it has to be written, with its schema where it is not found without. */
    public String written(Relation relation) {
        return relation.visible()
                ? written(relation.name())
                : written(relation.schema()) + '.' + written(relation.name());
    }
}
