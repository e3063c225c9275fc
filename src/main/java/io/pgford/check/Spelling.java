package io.pgford.check;

import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import java.util.List;

/**
 * Whether two definitions, as servers of different major versions spell them, mean the same. White space never counts. What
 * changed in the servers' own spelling from 10 to 18 was found by comparing one rich schema on 10, 13, 15 and 18, and copies of
 * it made by pg_dump; see {@link SpellingTree}.
 */
final class Spelling {
    private Spelling() {}

    static boolean same(String one, int oneMajor, String other, int otherMajor) {
        if (one.equals(other)) {
            return true;
        }
        List<String> first = SpellingTree.of(tokens(one)).canonical();
        List<String> second = SpellingTree.of(tokens(other)).canonical();
        if (oneMajor == otherMajor) {
            return first.equals(second);
        }
        return oneMajor < otherMajor ? sameButForQualifier(first, second) : sameButForQualifier(second, first);
    }

    private static List<String> tokens(String text) {
        return Lexer.tokens(text).stream()
                .filter(token -> !token.isBlank())
                .map(Token::text)
                .toList();
    }

    /**
     * Since 16 a query over one table leaves the table's name away in front of its columns ({@code varprefix} in the server's
     * ruleutils): the older text may have that one name more, in as many places.
     */
    private static boolean sameButForQualifier(List<String> older, List<String> newer) {
        String qualifier = "";
        int j = 0;
        for (int i = 0; i < older.size(); i++, j++) {
            boolean agrees = j < newer.size() && older.get(i).equals(newer.get(j));
            boolean mayBeQualifier = i + 2 < older.size() && older.get(i + 1).equals(".");
            if (agrees && !(mayBeQualifier && older.get(i).equals(qualifier) && !isDot(newer, j + 1))) {
                continue;
            }
            if (!mayBeQualifier || !(qualifier.isEmpty() || qualifier.equals(older.get(i)))) {
                return false;
            }
            qualifier = older.get(i);
            i += 2;
            if (j >= newer.size() || !older.get(i).equals(newer.get(j))) {
                return false;
            }
        }
        return j == newer.size();
    }

    private static boolean isDot(List<String> tokens, int index) {
        return index < tokens.size() && tokens.get(index).equals(".");
    }
}
