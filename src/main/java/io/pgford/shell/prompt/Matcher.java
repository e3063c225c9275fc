package io.pgford.shell.prompt;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;

/** Takes all candidates as they come: {@link Offers} has chosen them, by rules that know SQL's quotes. */
final class Matcher implements CompletionMatcher {
    private String typed = "";
    private List<Candidate> all = List.of();

    @Override
    public void compile(
            Map<LineReader.Option, Boolean> options,
            boolean prefix,
            CompletingParsedLine line,
            boolean caseInsensitive,
            int errors,
            String originalGroupName) {
        typed = line.word();
    }

    @Override
    public List<Candidate> matches(List<Candidate> candidates) {
        all = List.copyOf(candidates);
        return all;
    }

    @Override
    public Candidate exactMatch() {
        // JLine asks for null where there is none.
        return all.stream()
                .filter(candidate -> candidate.complete() && candidate.value().equals(typed))
                .findFirst()
                .orElse(null);
    }

    /** As far as all of them agree; never less than what is typed. */
    @Override
    public String getCommonPrefix() {
        String common = all.isEmpty() ? "" : all.get(0).value();
        for (Candidate candidate : all) {
            String value = candidate.value();
            int length = 0;
            while (length < common.length()
                    && length < value.length()
                    && common.charAt(length) == value.charAt(length)) {
                length++;
            }
            common = common.substring(0, length);
        }
        boolean goesOn = common.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT));
        return goesOn ? common : typed;
    }
}
