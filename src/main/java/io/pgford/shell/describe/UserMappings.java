package io.pgford.shell.describe;

/** {@code \deu}. The server hides the options of other roles' mappings from those who may not see them. */
record UserMappings() implements Listing {
    @Override
    public String one() {
        return "user mapping";
    }

    @Override
    public String sql(int version, boolean plus) {
        return """
            SELECT u.srvname AS server, u.usename AS user_name, %s AS options
            FROM pg_catalog.pg_user_mappings AS u
            WHERE true""".formatted(Options.shown("u.umoptions"));
    }

    @Override
    public Matched matched() {
        return new Matched("u.srvname", "u.usename", "true");
    }
}
