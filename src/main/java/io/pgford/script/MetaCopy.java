package io.pgford.script;

import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import java.util.List;

/** {@code \copy … from stdin}, whose rows follow it line by line. */
final class MetaCopy {
    private static final String NAME = "\\copy";

    private MetaCopy() {}

    /** Whether the lines behind it are its rows. psql takes this one name in any case, and STDOUT for STDIN. */
    static boolean readsLines(String line) {
        if (!line.regionMatches(true, 0, NAME, 0, NAME.length())
                || line.length() == NAME.length()
                || !Character.isWhitespace(line.charAt(NAME.length()))) {
            return false;
        }
        List<Token> words = Lexer.tokens(line.substring(NAME.length())).stream()
                .filter(token -> !token.isBlank())
                .toList();
        int depth = 0;
        for (int i = 0; i + 1 < words.size(); i++) {
            depth += words.get(i).isSign("(") ? 1 : words.get(i).isSign(")") ? -1 : 0;
            if (i > 0 && depth == 0 && words.get(i).isAny("from", "to")) {
                return words.get(i).is("from") && words.get(i + 1).isAny("stdin", "stdout");
            }
        }
        return false;
    }

    /** Where the line {@code \.} begins that ends the rows; negative where there is none. */
    static int endOfLines(String text, int from) {
        int line = from;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            if (text.substring(line, end).stripTrailing().equals("\\.")) {
                return line;
            }
            line = end + 1;
        }
        return -1;
    }
}
