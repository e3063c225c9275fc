package io.pgford.catalog;

import io.pgford.database.Name;

/**
 * A question to {@code pg_catalog} about one sort of schema object. It answers with the columns kind, schema, name, part and
 * definition, for objects of the database's users only: none of the system's, of an extension's, of pgford's. Columns that not
 * every version since 10 has are read through {@code to_jsonb}, so that one text serves all versions.
 *
 * @param shape how the object's name is made of schema, name and part
 */
record SchemaFact(Shape shape, String sql) {
    /** How people write the name of an object. */
    enum Shape {
        /** A name without a schema. */
        BARE,
        /** What {@code pg_identify_object} calls it. */
        IDENTITY,
        /** A name in a schema. */
        QUALIFIED,
        /** A column, or another part behind a dot. */
        DOTTED,
        /** A routine: the part is its list of arguments. */
        CALLED,
        /** Something that has its name within a relation. */
        ON_RELATION
    }

    /** Schemas that hold users' objects. */
    static final String USER_SCHEMA =
            "(n.nspname <> 'pgford' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_')";

    /** Relations that are not pgford's own: its foreign tables stand in the users' schemas. */
    static final String NOT_PGFORDS = """
            NOT EXISTS (
                SELECT FROM pg_catalog.pg_foreign_table AS ft
                JOIN pg_catalog.pg_foreign_server AS fs ON fs.oid = ft.ftserver
                WHERE ft.ftrelid = c.oid AND fs.srvname = 'pgford_old')""";

    /** A condition: the object belongs to no extension. */
    static String notOfExtension(String catalog, String oid) {
        return """
                NOT EXISTS (
                    SELECT FROM pg_catalog.pg_depend AS e
                    WHERE e.classid = 'pg_catalog.%s'::pg_catalog.regclass AND e.objid = %s AND e.deptype = 'e')""".formatted(catalog, oid);
    }

    /** A condition on a relation {@code c} in schema {@code n}: it is the users' own. */
    static String userRelation() {
        return USER_SCHEMA + "\nAND " + notOfExtension("pg_class", "c.oid") + "\nAND " + NOT_PGFORDS;
    }

    SchemaObject object(String kind, String schema, String name, String part) {
        String within = shape == Shape.DOTTED || shape == Shape.ON_RELATION ? new Name(schema, name).shown() : "";
        return new SchemaObject(kind, shown(schema, name, part), within);
    }

    private String shown(String schema, String name, String part) {
        return switch (shape) {
            case BARE -> Name.shownPart(name);
            case IDENTITY -> name;
            case QUALIFIED -> new Name(schema, name).shown();
            case DOTTED -> new Name(schema, name).shown() + "." + Name.shownPart(part);
            case CALLED -> new Name(schema, name).shown() + "(" + part + ")";
            case ON_RELATION -> SchemaObject.on(part, new Name(schema, name));
        };
    }
}
