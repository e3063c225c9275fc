package io.pgford.shell.prompt;

import io.pgford.command.Workbench;
import java.util.List;
import java.util.Locale;
import org.jline.builtins.Completers;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Hands JLine what fits at the cursor. */
final class ShellCompleter implements Completer {
    private final Completion completion;
    private final Workbench workbench;

    ShellCompleter(Completion completion, Workbench workbench) {
        this.completion = completion;
        this.workbench = workbench;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String word = line.word();
        String before = line.line().substring(0, line.cursor() - word.length());
        Completion.Offers offers = completion.at(before, word, workbench.target());
        String begun = word.toLowerCase(Locale.ROOT);
        for (Completion.Offer offer : offers.offers()) {
            if (offer.text().toLowerCase(Locale.ROOT).startsWith(begun)) {
                String about = offer.about().isEmpty() ? null : offer.about();
                candidates.add(new Candidate(offer.text(), offer.text(), offer.group(), about, null, null, true));
            }
        }
        if (offers.files()) {
            new Completers.FileNameCompleter().complete(reader, line, candidates);
        }
    }
}
