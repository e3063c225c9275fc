package io.pgford.shell.prompt;

import io.pgford.command.Workbench;
import io.pgford.shell.print.Cells;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Tab would offer, in one line below the one that is typed: names by their kind, keywords last. */
final class OfferLine {
    /** In characters. Beyond it a statement was pasted or fetched, and each key would read all of it. */
    private static final int LONGEST = 4_000;

    /** As many as any screen has room for. */
    private static final int MOST = 60;

    private static final String KEYWORDS = "SQL";

    private final Completion completion;
    private final Workbench workbench;
    private boolean on;
    private String typed = "";
    private int place = -1;
    private int columns;
    private String line = "";

    OfferLine(Completion completion, Workbench workbench) {
        this.completion = completion;
        this.workbench = workbench;
    }

    /** From now on. What was offered before is looked for anew: more may be known by now. */
    void use(boolean wanted) {
        on = wanted;
        place = -1;
    }

    /** The line, no wider than so many columns; empty where nothing fits. */
    String at(String text, int cursor, int width, boolean unicode) {
        if (!on || text.isBlank() || text.length() > LONGEST) {
            return "";
        }
        if (cursor != place || width != columns || !text.equals(typed)) {
            typed = text;
            place = cursor;
            columns = width;
            line = Cells.cut(Cells.safe(written(text, cursor), false), width, unicode);
        }
        return line;
    }

    private String written(String text, int cursor) {
        Completion.Here here = completion.here(text, cursor, workbench.target());
        if (here.word().isEmpty() && !text.substring(0, cursor).endsWith(".")) {
            return "";
        }
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        List<Offer> fitting = here.offers().matching(here.word());
        if (fitting.size() == 1 && fitting.get(0).text().equalsIgnoreCase(here.word())) {
            return "";
        }
        fitting.stream()
                .limit(MOST)
                .forEach(offer -> groups.computeIfAbsent(offer.group(), group -> new LinkedHashSet<>())
                        .add(offer.text()));
        Set<String> keywords = groups.remove(KEYWORDS);
        if (keywords != null) {
            groups.put(KEYWORDS, keywords);
        }
        List<String> parts = new ArrayList<>();
        groups.forEach((group, names) -> parts.add(group + ": " + String.join(", ", names)));
        return String.join("   ", parts);
    }
}
