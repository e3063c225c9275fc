package io.pgford.shell.prompt;

import io.pgford.script.Vocabulary;
import io.pgford.shell.registry.Catalogue;
import io.pgford.sql.Keywords;
import io.pgford.sql.Lexer;
import io.pgford.sql.Statements;
import io.pgford.sql.Token;
import java.util.Arrays;
import java.util.List;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours the line while it is typed: commands, words of SQL, literals, comments, and a first word that means nothing. */
final class ShellHighlighter implements Highlighter {
    /** Beyond this a line is shown plain: it is read anew at each key. */
    private static final int LONG = 50_000;

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle COMMAND =
            PLAIN.foreground(AttributedStyle.CYAN).bold();
    private static final AttributedStyle OPTION = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle KEYWORD =
            PLAIN.foreground(AttributedStyle.BLUE).bold();
    private static final AttributedStyle LITERAL = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle COMMENT = PLAIN.faint();
    private static final AttributedStyle WRONG = PLAIN.foreground(AttributedStyle.RED);

    private final Vocabulary vocabulary;
    private final Catalogue catalogue;

    ShellHighlighter(Vocabulary vocabulary, Catalogue catalogue) {
        this.vocabulary = vocabulary;
        this.catalogue = catalogue;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (buffer.length() > LONG) {
            return new AttributedString(buffer);
        }
        AttributedStringBuilder shown = new AttributedStringBuilder(buffer.length());
        String line = buffer.stripLeading();
        int start = buffer.length() - line.length();
        shown.append(buffer, 0, start);
        int name = commandName(line);
        if (name > 0) {
            shown.styled(COMMAND, line.substring(0, name));
            options(shown, line.substring(name));
        } else if (line.startsWith("\\")) {
            shown.styled(COMMAND, line);
        } else {
            sql(shown, line);
        }
        return shown.toAttributedString();
    }

    /** How many characters of the line are a command's name; 0 where it is none. */
    private int commandName(String line) {
        int end = line.indexOf('\n');
        String first = end < 0 ? line : line.substring(0, end);
        List<String> words = Arrays.stream(first.split("[\\s;]+")).limit(4).toList();
        String name = words.isEmpty() ? "" : vocabulary.longest(words).orElse("");
        int at = 0;
        for (String word : name.isEmpty() ? new String[0] : name.split(" ")) {
            at = line.indexOf(word, at) + word.length();
        }
        return at;
    }

    private static void options(AttributedStringBuilder shown, String rest) {
        int at = 0;
        while (at < rest.length()) {
            int end = at + 1;
            while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
                end++;
            }
            String word = rest.substring(at, end);
            shown.styled(word.strip().startsWith("--") ? OPTION : PLAIN, word);
            at = end;
        }
    }

    private void sql(AttributedStringBuilder shown, String line) {
        boolean first = true;
        for (Token token : Lexer.tokens(line)) {
            boolean decided = token.end() < line.length();
            boolean unknown = first && decided && !token.isBlank() && isUnknown(line, token);
            shown.styled(unknown ? WRONG : style(token), token.text());
            first &= token.isBlank();
        }
    }

    /** Whether the first word, being typed to its end, begins nothing. */
    private boolean isUnknown(String line, Token word) {
        return !line.startsWith("@")
                && !line.startsWith("#")
                && !Statements.beginsAt(line, 0)
                && !catalogue.beginsCommand(word.text())
                && !word.text().equals("expect");
    }

    private static AttributedStyle style(Token token) {
        if (token.isLiteral()) {
            return LITERAL;
        }
        return switch (token.kind()) {
            case WORD -> Keywords.contains(token.text()) ? KEYWORD : PLAIN;
            case NUMBER, PARAMETER -> NUMBER;
            case LINE_COMMENT, BLOCK_COMMENT -> COMMENT;
            default -> PLAIN;
        };
    }
}
