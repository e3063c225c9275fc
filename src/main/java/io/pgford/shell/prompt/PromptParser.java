package io.pgford.shell.prompt;

import io.pgford.problem.Problem;
import io.pgford.script.ScriptParser;
import io.pgford.script.Vocabulary;
import io.pgford.sql.Waiting;
import java.util.List;
import java.util.Optional;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine whether what was typed is complete, and which word the cursor is in. */
final class PromptParser implements Parser {
    /** Beyond this, the marks in front of further lines are left out: each is computed anew at each key. */
    private static final int LONG = 10_000;

    private final ScriptParser parser;

    PromptParser(Vocabulary vocabulary) {
        this.parser = new ScriptParser(vocabulary);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.SECONDARY_PROMPT && line.length() > LONG) {
            throw new EOFError(-1, -1, "long", Waiting.STATEMENT.mark());
        }
        if (context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT) {
            waiting(line).ifPresent(why -> {
                throw new EOFError(-1, -1, "not complete", Prompt.mark(why));
            });
        }
        int start = context == ParseContext.COMPLETE
                ? Cursor.in(parser, line, cursor).start()
                : cursor;
        return new CursorWord(line, cursor, start);
    }

    private Optional<Waiting> waiting(String line) {
        try {
            return parser.read(line).waiting();
        } catch (Problem wrong) {
            // Complete in its way: whoever runs it says what is wrong.
            return Optional.empty();
        }
    }

    @Override
    public boolean isEscapeChar(char character) {
        return false;
    }

    /** The word that completion replaces. */
    record CursorWord(String line, int cursor, int start) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }
    }
}
