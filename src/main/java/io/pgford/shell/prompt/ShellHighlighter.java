package io.pgford.shell.prompt;

import io.pgford.database.Side;
import io.pgford.script.ScriptParser;
import io.pgford.script.Span;
import io.pgford.script.Vocabulary;
import io.pgford.shell.MetaRunner;
import io.pgford.shell.names.Names;
import io.pgford.shell.print.Theme;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.MethodCommand;
import io.pgford.shell.registry.Parameter;
import io.pgford.shell.settings.Macros;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/** Colours the text while it is typed, item by item: commands and their options, statements, and what means nothing. */
final class ShellHighlighter implements Highlighter {
    /** Beyond this a text is shown plain: it is read anew at each key. */
    static final int LONG = 20_000;

    private final Vocabulary vocabulary;
    private final Catalogue catalogue;
    private final ScriptParser parser;
    private final Macros macros;
    private final Supplier<Theme> theme;
    private final Supplier<Side> target;
    private final Function<Side, Names> names;

    ShellHighlighter(
            Vocabulary vocabulary,
            Catalogue catalogue,
            Macros macros,
            Supplier<Theme> theme,
            Supplier<Side> target,
            Function<Side, Names> names) {
        this.vocabulary = vocabulary;
        this.catalogue = catalogue;
        this.parser = new ScriptParser(vocabulary);
        this.macros = macros;
        this.theme = theme;
        this.target = target;
        this.names = names;
    }

    @Override
    public AttributedString highlight(LineReader reader, String text) {
        return text.length() > LONG
                ? new AttributedString(text)
                : highlight(text, reader.getBuffer().cursor());
    }

    /** @param cursor where the next key goes: a word that ends there is not judged yet */
    AttributedString highlight(String text, int cursor) {
        Painted painted = new Painted(text, cursor);
        for (Span span : parser.spans(text)) {
            switch (span.kind()) {
                case COMMENT ->
                    painted.paint(span.start(), span.end(), theme.get().comment());
                case COMMAND -> command(painted, span);
                case META -> meta(painted, span);
                case SQL -> sql(painted, span);
            }
        }
        return painted.toAttributedString();
    }

    private void sql(Painted painted, Span span) {
        Side side =
                span.route().filter(word -> !word.equals("both")).map(Side::of).orElseGet(target);
        painted.paint(span.start(), span.body(), theme.get().side(side));
        new SqlColours(painted, theme.get(), names.apply(side)).paint(span.body(), span.end());
    }

    private void meta(Painted painted, Span span) {
        int end = span.body();
        while (end < span.end() && !Character.isWhitespace(painted.text().charAt(end))) {
            end++;
        }
        String word = painted.text().substring(span.body(), end);
        boolean known = word.startsWith("\\d")
                || word.equals("\\edit")
                || word.equals("\\include")
                || MetaOffers.words(MetaRunner.words()).stream().anyMatch(word::equals);
        boolean wrong = !known && painted.decided(end) && word.matches("\\\\[a-z]+");
        painted.paint(
                span.body(), end, wrong ? theme.get().wrong() : theme.get().command());
    }

    private void command(Painted painted, Span span) {
        String line = painted.text().substring(span.body(), span.end());
        List<String> words =
                Arrays.stream(line.strip().split("[\\s;]+")).limit(4).toList();
        Optional<String> name = vocabulary.longest(words);
        if (name.isPresent()) {
            int end = nameEnd(line, name.get());
            painted.paint(span.body(), span.body() + end, theme.get().command());
            options(painted, span.body() + end, span.end(), catalogue.named(name.get()));
            return;
        }
        int end = span.body() + words.get(0).length();
        if (macros.aliases().containsKey(words.get(0))) {
            painted.paint(span.body(), end, theme.get().command());
        } else if (painted.decided(end)
                && !catalogue.beginsCommand(words.get(0))
                && !words.get(0).equals("expect")) {
            painted.paint(span.body(), end, theme.get().wrong());
        }
    }

    private static int nameEnd(String line, String name) {
        int at = 0;
        for (String word : name.split(" ", -1)) {
            at = line.toLowerCase(java.util.Locale.ROOT).indexOf(word, at) + word.length();
        }
        return at;
    }

    private void options(Painted painted, int from, int to, Optional<MethodCommand> command) {
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && !Character.isWhitespace(painted.text().charAt(end))) {
                end++;
            }
            String word = painted.text().substring(at, end);
            if (word.startsWith("--") && word.length() > 2) {
                int equals = word.indexOf('=');
                String option = equals < 0 ? word : word.substring(0, equals);
                boolean wrong = painted.decided(end)
                        && command.filter(one -> takes(one, option.substring(2)))
                                .isEmpty();
                painted.paint(
                        at,
                        at + option.length(),
                        wrong ? theme.get().wrong() : theme.get().option());
            }
            at = end + 1;
        }
    }

    private static boolean takes(MethodCommand command, String option) {
        return List.of("json", "help").contains(option)
                || (option.equals("watch") && command.watchable())
                || command.parameters().stream()
                        .anyMatch(parameter -> parameter.kind() == Parameter.Kind.OPTION
                                && parameter.name().equals(option));
    }
}
