package io.pgford.database;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A relation's, type's or function's name in its schema. */
public record Name(String schema, String name) implements Comparable<Name> {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Comparator<Name> ORDER =
            Comparator.comparing(Name::schema).thenComparing(Name::name);

    /** As SQL: both parts quoted, so that {@code search_path} plays no role. */
    public String sql() {
        return Quote.identifier(schema) + '.' + Quote.identifier(name);
    }

    /** As people read it: quotes only where PostgreSQL would need them, {@code public} left out. */
    public String shown() {
        return schema.equals("public") ? shownPart(name) : shownPart(schema) + '.' + shownPart(name);
    }

    /** One name as people read it: quotes only where PostgreSQL would need them. */
    public static String shownPart(String part) {
        return PLAIN.matcher(part).matches() ? part : Quote.identifier(part);
    }

    @Override
    public int compareTo(Name other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return shown();
    }
}
