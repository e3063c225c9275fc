package io.pgford.shell.prompt;

import io.pgford.command.Workbench;
import java.util.ArrayList;
import java.util.List;
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
        Offers offers = completion.at(line.line(), line.cursor(), workbench.target());
        for (Offer offer : offers.matching(word)) {
            String about = offer.about().isEmpty() ? null : offer.about();
            // JLine leaves out of what it lists whatever looks like an escape sequence: two names would look like one.
            candidates.add(new Candidate(
                    offer.text(), ControlMarks.shown(offer.text()), offer.group(), about, null, null, offer.whole()));
        }
        if (offers.files()) {
            List<Candidate> files = new ArrayList<>();
            new Completers.FileNameCompleter().complete(reader, line, files);
            files.stream()
                    .filter(file -> file.value().startsWith(word))
                    .map(ShellCompleter::shown)
                    .forEach(candidates::add);
        }
    }

    private static Candidate shown(Candidate file) {
        String marked = ControlMarks.shown(file.value());
        if (marked.equals(file.value())) {
            return file;
        }
        String name = marked.substring(marked.lastIndexOf('/', marked.length() - 2) + 1);
        return new Candidate(
                file.value(), name, file.group(), file.descr(), file.suffix(), file.key(), file.complete());
    }
}
