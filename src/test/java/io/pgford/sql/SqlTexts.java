package io.pgford.sql;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that are likely to be difficult: the pieces that change a scanner's mind, in any order. */
final class SqlTexts {
    private SqlTexts() {}

    static Arbitrary<String> difficult() {
        return Arbitraries.of(
                        "'",
                        "''",
                        "\"",
                        "$$",
                        "$a$",
                        "$1",
                        "/*",
                        "*/",
                        "--",
                        "\n",
                        "\r\n",
                        ";",
                        "(",
                        ")",
                        "E'",
                        "U&'",
                        "U&\"",
                        "\\",
                        "\\'",
                        "\\.",
                        "\\gx",
                        "begin",
                        " atomic ",
                        "end",
                        " case ",
                        "create ",
                        "function ",
                        "or ",
                        "replace ",
                        "copy t from stdin",
                        " x ",
                        " ",
                        "1.5e",
                        "..",
                        "+",
                        "-",
                        "@",
                        "<",
                        "::",
                        "é",
                        "😀",
                        "\u0000",
                        "\ud83d",
                        "password ",
                        "password=",
                        "://a:b@c")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    /** Complete statements, each with its semicolon and line end. */
    static Arbitrary<String> statements() {
        return Arbitraries.of(
                        "select 1;\n",
                        "select ';' as \";\" -- ;\n;\n",
                        "do $$ begin; end $$;\n",
                        "create rule r as on insert to t do also (select 1; select 2);\n",
                        "create function f() returns int begin atomic select 1; select case when true then 2 end; end;\n",
                        "copy t (a) from stdin;\n1;2\n'\n\\.\n",
                        "/* ; /* ; */ ; */ select E'\\';';\n",
                        "\\connect shop\n",
                        "begin;\n",
                        ";\n",
                        "select 1 \\gx\n")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
