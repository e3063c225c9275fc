package io.pgford.shell.names;

import io.pgford.sql.Keywords;
import java.util.List;

/** Names made by hand, for tests without a database. */
public final class TestNames {
    private TestNames() {}

    /** A small shop, with a table in a schema that is not searched, and names that need quotes. */
    public static Names shop() {
        return new Names(
                List.of(
                        new Relation(4, "public", "Order Items", 'r', true, List.of("id")),
                        new Relation(3, "public", "order", 'r', true, List.of("id", "user", "type")),
                        new Relation(2, "public", "child", 'r', true, List.of("id", "parent_id", "label")),
                        new Relation(1, "public", "parent", 'r', true, List.of("id", "name", "born")),
                        new Relation(5, "shop", "stock", 'r', false, List.of("article"))),
                List.of(new ForeignKey(2, List.of("parent_id"), 1, List.of("id"))),
                List.of(
                        new Routine("pg_catalog", "upper", true, true),
                        new Routine("pg_catalog", "count", true, true),
                        new Routine("pg_catalog", "nextval", true, false)),
                List.of(
                        new ServerSetting("enable_seqscan", "", List.of("on", "off")),
                        new ServerSetting("work_mem", "memory for sorting", List.of())),
                List.of("public", "shop"),
                List.of("app", "Über Chef"),
                List.of("integer", "text"),
                Keywords.BUILT_IN);
    }

    /** One table without columns. */
    public static Names empty(String table) {
        return new Names(
                List.of(new Relation(1, "public", table, 'r', true, List.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of("public"),
                List.of(),
                List.of(),
                Keywords.BUILT_IN);
    }
}
