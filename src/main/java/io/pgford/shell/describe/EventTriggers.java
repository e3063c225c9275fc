package io.pgford.shell.describe;

/** {@code \dy}. */
record EventTriggers() implements Listing {
    @Override
    public String one() {
        return "event trigger";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT t.evtname AS name, t.evtevent AS event, pg_catalog.pg_get_userbyid(t.evtowner) AS owner,
                   CASE t.evtenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled'
                        WHEN 'R' THEN 'replica only' ELSE 'always' END AS state,
                   t.evtfoid::pg_catalog.regproc AS function, pg_catalog.array_to_string(t.evttags, ', ') AS tags%s
            FROM pg_catalog.pg_event_trigger AS t
            WHERE true""".formatted(plus ? ", pg_catalog.obj_description(t.oid, 'pg_event_trigger') AS description" : "");
    }

    @Override
    public Matched matched() {
        return Matched.global("t.evtname");
    }
}
