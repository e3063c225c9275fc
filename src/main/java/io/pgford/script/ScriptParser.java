package io.pgford.script;

import io.pgford.problem.Problem;
import java.util.List;

/**
 * Reads the command language, the same at the prompt, behind {@code -c} and in a script. A line is a command if its first words
 * name one; else a {@code \} meta command; else SQL, up to its semicolon, wherever its first word is one that SQL statements
 * begin with. {@code @old}, {@code @new} and {@code @both} in front of SQL or of a meta command choose the side. Commands end
 * at the line's end or at a semicolon. Of all that SQL statements begin with, only MOVE is a command too; with a side in front it
 * is SQL. What a script of psql's has inside of a statement, {@code \;} or another command, is refused. A line with none of these
 * meanings is a command that nobody knows. Pure: runs nothing.
 */
public final class ScriptParser {
    private final Vocabulary vocabulary;

    public ScriptParser(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * A whole text. Its last statement needs no semicolon.
     *
     * @param origin the file's name, for messages; empty for none
     * @throws Problem with file and line, for what cannot be read
     */
    public List<Item> parse(String origin, String text) {
        return new ItemReader(vocabulary, origin, text, true).readAll().items();
    }

    /**
     * What has been typed so far.
     *
     * @throws Problem for what cannot be read and would not become readable by typing on
     */
    public Reading read(String text) {
        return new ItemReader(vocabulary, "", text, false).readAll();
    }

    /** Where the items of a text stand that is still being typed. Fails for no text. */
    public List<Span> spans(String text) {
        return new ItemReader(vocabulary, "", text, false).spans();
    }
}
