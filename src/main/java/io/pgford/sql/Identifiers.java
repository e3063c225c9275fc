package io.pgford.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads names as SQL writes them. */
public final class Identifiers {
    private Identifiers() {}

    /**
     * The parts of a name such as {@code child}, {@code public.child} or {@code "Order Items"}: what has no quotes is folded
     * to lower case. Empty where the text is no name.
     */
    public static Optional<List<String>> parts(String text) {
        List<String> parts = new ArrayList<>();
        boolean wantsName = true;
        for (Token token : Lexer.tokens(text)) {
            if (token.kind() == TokenKind.SPACE) {
                continue;
            }
            boolean isName = token.kind() == TokenKind.WORD || token.kind() == TokenKind.QUOTED_IDENTIFIER;
            if (wantsName ? !isName : !token.isSign(".")) {
                return Optional.empty();
            }
            if (wantsName) {
                if (token.open() || token.text().equals("\"\"")) {
                    return Optional.empty();
                }
                parts.add(name(token));
            }
            wantsName = !wantsName;
        }
        return wantsName ? Optional.empty() : Optional.of(parts);
    }

    /** The name that a word or a quoted identifier stands for. */
    public static String name(Token token) {
        if (token.kind() == TokenKind.QUOTED_IDENTIFIER && token.text().startsWith("\"")) {
            return token.text().substring(1, token.text().length() - 1).replace("\"\"", "\"");
        }
        StringBuilder folded = new StringBuilder(token.text().length());
        token.text().chars().forEach(c -> folded.append(Ascii.lower((char) c)));
        return folded.toString();
    }
}
