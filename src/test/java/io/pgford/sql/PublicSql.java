package io.pgford.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody's SQL file, changed so that psql can be let loose on it, and reads as SQL what pgford does: no command of psql's does
 * anything, and the rows of a COPY are gone. What is changed is chosen by lines, without pgford's lexer, and is the same for
 * both sides.
 */
final class PublicSql {
    private static final Pattern COPY =
            Pattern.compile("^\\s*\\\\?copy\\b.*\\bfrom\\s+std(in|out)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern FROM_CLIENT = Pattern.compile("\\bfrom(\\s+)std(in|out)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("\\\\([A-Za-z_]+|[!?])");
    private static final Set<String> SENDING = Set.of("g", "gx", "gset", "gexec", "gdesc", "crosstabview");

    private final String text;

    private PublicSql(String text) {
        this.text = text;
    }

    static PublicSql read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return new PublicSql(harmless(withoutRows(text.startsWith("\uFEFF") ? text.substring(1) : text)));
    }

    /** With psql's commands, each of which does nothing but send the statement in front of it or print what follows. */
    String withCommands() {
        return text;
    }

    /** Without the lines that begin with a command of psql's. */
    String withoutCommands() {
        return lines(text)
                .map(line -> line.stripLeading().startsWith("\\") ? "" : line)
                .collect(Collectors.joining("\n"));
    }

    /** Windows' line ends stay as they are. */
    private static Stream<String> lines(String text) {
        return Stream.of(text.split("\n", -1));
    }

    private static String withoutRows(String text) {
        StringBuilder result = new StringBuilder();
        boolean rows = false;
        for (String line : lines(text).toList()) {
            if (!rows) {
                result.append(FROM_CLIENT.matcher(line).replaceAll("from$1nowhere"))
                        .append('\n');
                rows = COPY.matcher(line).find() && text.contains("\n\\.");
            } else {
                rows = !line.stripTrailing().equals("\\.");
            }
        }
        return result.toString();
    }

    /** Back quotes would run programs. */
    private static String harmless(String text) {
        return lines(text.replace('`', '~')).map(PublicSql::harmlessLine).collect(Collectors.joining("\n"));
    }

    /** Only the first command of a line may send, and nothing looks like one behind it: psql alone would look at that. */
    private static String harmlessLine(String line) {
        Matcher words = WORD.matcher(line);
        if (words.find() && SENDING.contains(words.group(1))) {
            int end = words.end();
            return words.find() ? line.substring(0, end) : line;
        }
        return words.reset().replaceAll("\\\\echo");
    }
}
