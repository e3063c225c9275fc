package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Words;
import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import java.util.Optional;

/**
 * {@code \copy} taken apart, as psql has it: {@code \copy TABLE|(QUERY) FROM|TO PLACE [OPTIONS]}.
 *
 * @param what a table with its columns, or a query in parentheses
 * @param options as COPY has them, with its WHERE; may be empty
 */
record CopyRequest(String what, boolean from, Place place, String options) {
    private static final String USAGE =
            "Write it as: \\copy TABLE|(QUERY) FROM|TO 'FILE'|PROGRAM 'COMMAND'|STDIN|STDOUT [WITH (FORMAT csv, HEADER)]";

    /**
     * Where rows come from or go to.
     *
     * @param name of a file, or the command of a program; else empty
     */
    record Place(Kind kind, String name) {
        enum Kind {
            FILE,
            PROGRAM,
            /** The script's own lines, and the shell's own output. */
            INLINE,
            /** The standard input and output of the process. */
            PROCESS
        }
    }

    /**
     * Reads it.
     *
     * @param rest what stands behind {@code \copy} on its line
     * @throws Problem that says how it is written
     */
    static CopyRequest of(String rest) {
        Lexer lexer = new Lexer(rest, 0);
        int depth = 0;
        boolean any = false;
        for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
            Token token = next.get();
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
            if (any && depth == 0 && token.isAny("from", "to")) {
                return placed(rest.substring(0, token.start()).strip(), token.is("from"), rest.substring(token.end()));
            }
            any |= !token.isBlank();
        }
        throw Problem.usage("\\copy needs a table or a query, FROM or TO, and a place", USAGE);
    }

    private static CopyRequest placed(String what, boolean from, String rest) {
        String text = rest.strip();
        String word = word(text);
        String behind = text.substring(word.length()).strip();
        return switch (word.toLowerCase(java.util.Locale.ROOT)) {
            case "" -> throw Problem.usage("\\copy needs a place behind " + (from ? "FROM" : "TO"), USAGE);
            case "stdin", "stdout" -> new CopyRequest(what, from, new Place(Place.Kind.INLINE, ""), behind);
            case "pstdin", "pstdout" -> new CopyRequest(what, from, new Place(Place.Kind.PROCESS, ""), behind);
            case "program" -> {
                String command = word(behind);
                if (!command.startsWith("'")) {
                    throw Problem.usage("\\copy needs the command behind PROGRAM in quotes", USAGE);
                }
                yield new CopyRequest(
                        what,
                        from,
                        new Place(Place.Kind.PROGRAM, unquoted(command)),
                        behind.substring(command.length()).strip());
            }
            default -> new CopyRequest(what, from, new Place(Place.Kind.FILE, unquoted(word)), behind);
        };
    }

    /** Up to white space; in single quotes, up to the closing one. */
    private static String word(String text) {
        return Words.split(text).stream().findFirst().map(first -> first.raw()).orElse("");
    }

    private static String unquoted(String word) {
        return Words.split(word).get(0).text();
    }

    /** The statement that the server gets. */
    String sql() {
        return "COPY " + what + (from ? " FROM STDIN" : " TO STDOUT") + (options.isEmpty() ? "" : " " + options);
    }
}
