package io.pgford.shell.prompt;

import io.pgford.shell.names.ForeignKey;
import io.pgford.shell.names.Names;
import io.pgford.shell.names.Relation;
import io.pgford.shell.names.Routine;
import io.pgford.shell.names.ServerSetting;
import io.pgford.sql.Keywords;
import io.pgford.sql.scope.Derived;
import io.pgford.sql.scope.Place;
import io.pgford.sql.scope.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What fits at a place in a statement. */
final class SqlOffers {
    private static final String COLUMNS = "columns";
    private static final String TABLES = "tables";

    private final Names names;
    private final Place place;
    private final String word;
    private final List<Offer> found = new ArrayList<>();

    private SqlOffers(Names names, Place place, String word) {
        this.names = names;
        this.place = place;
        this.word = word;
    }

    static Offers at(Names names, Place place, String word) {
        SqlOffers offers = new SqlOffers(names, place, word);
        offers.collect();
        return new Offers(offers.found, false);
    }

    private void collect() {
        switch (place.want()) {
            case STATEMENT -> keywords(Keywords.STATEMENTS);
            case RELATION -> relations(Relation::hasRows);
            case VIEW -> relations(relation -> relation.kind() == 'v' || relation.kind() == 'm');
            case SEQUENCE -> relations(relation -> relation.kind() == 'S');
            case INDEX -> relations(relation -> relation.kind() == 'i' || relation.kind() == 'I');
            case JOIN_CONDITION -> {
                conditions();
                expression();
            }
            case EXPRESSION -> expression();
            case COLUMN -> target().forEach(this::columns);
            case FUNCTION -> routines();
            case TYPE -> add(names.types(), "types");
            case SCHEMA -> schemas("");
            case ROLE -> add(names.roles().stream().map(names::written).toList(), "roles");
            case SETTING -> settings();
            case SETTING_VALUE -> values();
            case KEYWORD -> keywords(names.keywords().all());
            case NOTHING -> {}
        }
    }

    private void relations(Predicate<Relation> wanted) {
        if (!place.qualifier().isEmpty()) {
            String schema = place.qualifier().get(place.qualifier().size() - 1);
            names.relations().stream()
                    .filter(wanted.and(relation -> relation.schema().equals(schema)))
                    .forEach(relation -> add(names.written(relation.name()), TABLES, kind(relation)));
            return;
        }
        place.tables().forEach(table -> add(names.written(table), TABLES, "of this statement"));
        boolean system = word.toLowerCase(Locale.ROOT).startsWith("pg_");
        names.relations().stream()
                .filter(wanted.and(relation -> system ? relation.visible() : !relation.isSystem()))
                .forEach(relation -> add(names.written(relation), TABLES, kind(relation)));
        schemas(".");
    }

    private static String kind(Relation relation) {
        return switch (relation.kind()) {
            case 'v' -> "view";
            case 'm' -> "materialized view";
            case 'f' -> "foreign table";
            case 'p' -> "partitioned";
            case 'S' -> "sequence";
            case 'i', 'I' -> "index";
            default -> "";
        };
    }

    private void schemas(String behind) {
        boolean system = !word.isEmpty() || behind.isEmpty();
        names.schemas().stream()
                .filter(schema -> system || !(schema.startsWith("pg_") || schema.equals("information_schema")))
                .forEach(schema ->
                        found.add(new Offer(names.written(schema) + behind, "schemas", "", behind.isEmpty())));
    }

    private void expression() {
        if (!place.qualifier().isEmpty()) {
            qualified();
            return;
        }
        place.sources().forEach(this::columns);
        place.sources().stream()
                .map(Source::name)
                .filter(name -> !name.isEmpty())
                .distinct()
                .forEach(name -> found.add(new Offer(names.written(name) + ".", TABLES, "", false)));
        if (!word.isEmpty()) {
            routines();
            keywords(names.keywords().all());
        }
    }

    private void qualified() {
        List<String> qualifier = place.qualifier();
        Optional<Source> source = place.sources().stream()
                .filter(one -> qualifier.size() == 1 && one.name().equals(qualifier.get(0)))
                .findFirst();
        if (source.isPresent()) {
            columns(source.get());
        } else if (names.relation(qualifier).isPresent()) {
            names.relation(qualifier).get().columns().forEach(column -> add(names.written(column), COLUMNS, ""));
        } else {
            String schema = qualifier.get(qualifier.size() - 1);
            names.relations().stream()
                    .filter(relation -> relation.hasRows() && relation.schema().equals(schema))
                    .forEach(relation -> add(names.written(relation.name()), TABLES, kind(relation)));
            names.routines().stream()
                    .filter(routine -> routine.schema().equals(schema))
                    .forEach(this::routine);
        }
    }

    private void columns(Source source) {
        String of = source.name();
        columnsOf(source, 0).forEach(column -> add(names.written(column), COLUMNS, of));
    }

    /** A recursive expression may have itself as a source: so deep and no deeper. */
    private Stream<String> columnsOf(Source source, int depth) {
        if (source.inCatalog()) {
            return names.relation(source.path()).stream().flatMap(relation -> relation.columns().stream());
        }
        Optional<Derived> derived = source.derived();
        return derived.stream()
                .flatMap(given -> Stream.concat(
                        given.columns().stream(),
                        depth > 8
                                ? Stream.empty()
                                : given.whole().stream().flatMap(inner -> columnsOf(inner, depth + 1))));
    }

    /** What a bare column belongs to: the table that a statement is about comes first. */
    private List<Source> target() {
        return place.sources();
    }

    /** The conditions that foreign keys give for joining the last source with those in front of it. */
    private void conditions() {
        List<Source> sources = place.sources().stream()
                .filter(source ->
                        source.inCatalog() && names.relation(source.path()).isPresent())
                .toList();
        for (int later = sources.size() - 1; later > 0; later--) {
            for (int earlier = 0; earlier < later; earlier++) {
                join(sources.get(earlier), sources.get(later));
            }
        }
    }

    private void join(Source one, Source other) {
        Relation first = names.relation(one.path()).orElseThrow();
        Relation second = names.relation(other.path()).orElseThrow();
        names.between(first, second).forEach(key -> {
            boolean forward = key.from() == first.oid();
            found.add(new Offer(condition(key, forward ? one : other, forward ? other : one), "joins", "foreign key"));
        });
    }

    private String condition(ForeignKey key, Source from, Source to) {
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i < key.columns().size(); i++) {
            condition
                    .append(i == 0 ? "" : " AND ")
                    .append(names.written(from.name()))
                    .append('.')
                    .append(names.written(key.columns().get(i)))
                    .append(" = ")
                    .append(names.written(to.name()))
                    .append('.')
                    .append(names.written(key.targets().get(i)));
        }
        return condition.toString();
    }

    private void routines() {
        names.routines().stream().filter(Routine::visible).forEach(this::routine);
    }

    private void routine(Routine routine) {
        String opening = place.want() == io.pgford.sql.scope.Want.FUNCTION ? "" : "(";
        found.add(new Offer(names.written(routine.name()) + opening, "functions", "", opening.isEmpty()));
    }

    private void settings() {
        for (ServerSetting setting : names.settings()) {
            add(setting.name(), "settings", setting.about());
        }
        if (!word.isEmpty()) {
            List.of("local", "session", "role", "time", "transaction", "all").forEach(this::keyword);
        }
    }

    private void values() {
        if (place.subject().equals("search_path")) {
            schemas("");
        } else if (place.subject().equals("role")) {
            add(names.roles().stream().map(names::written).toList(), "roles");
        }
        names.settings().stream()
                .filter(setting -> setting.name().toLowerCase(Locale.ROOT).equals(place.subject()))
                .forEach(setting -> add(setting.values(), "values"));
        keyword("default");
    }

    private void keywords(Iterable<String> all) {
        if (!word.isEmpty()) {
            all.forEach(this::keyword);
        }
    }

    /** In the case in which the word was begun. */
    private void keyword(String keyword) {
        boolean upper = !word.isEmpty() && word.equals(word.toUpperCase(Locale.ROOT));
        add(upper ? keyword.toUpperCase(Locale.ROOT) : keyword, "SQL", "");
    }

    private void add(List<String> texts, String group) {
        texts.forEach(text -> add(text, group, ""));
    }

    private void add(String text, String group, String about) {
        found.add(new Offer(text, group, about));
    }

    /** Offers without those that say the same under another heading. */
    static List<Offer> distinct(List<Offer> offers) {
        return List.copyOf(offers.stream()
                .collect(Collectors.toMap(
                        Offer::text, offer -> offer, (first, next) -> first, java.util.LinkedHashMap::new))
                .values());
    }
}
