package io.pgford.shell;

import io.pgford.problem.Problem;
import io.pgford.script.Word;
import io.pgford.script.Words;
import io.pgford.shell.result.View;
import io.pgford.sql.Interpolation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What ends a statement: a semicolon or nothing, {@code \g} and {@code \gx} with a place and settings, {@code \gset},
 * {@code \gexec}, {@code \gdesc}, {@code \crosstabview}, {@code \watch}.
 *
 * @param use what becomes of the result
 * @param prefix of the variables of {@code \gset}
 * @param expanded whether {@code \gx} asks for the expanded form
 * @param settings such as {@code format=csv}
 * @param columns of {@code \crosstabview}, by name or number
 * @param place a file, or {@code |} and a command; empty for where results go anyway
 * @param every how long to rest between two runs; empty to run once
 * @param times how often to run; 0 for until Ctrl-C
 */
record SqlEnding(
        Use use,
        String prefix,
        boolean expanded,
        List<String> settings,
        List<String> columns,
        Optional<String> place,
        Optional<Duration> every,
        int times) {
    private static final String USAGE =
            "End the statement with ;, \\g [FILE], \\gx, \\gset [PREFIX], \\gexec, \\gdesc, \\crosstabview or \\watch"
                    + " [SECONDS].";

    /** What becomes of a result. */
    enum Use {
        SHOW,
        SET_VARIABLES,
        EXECUTE,
        TURN_ROUND,
        /** Nothing is run. */
        DESCRIBE
    }

    static SqlEnding of(String ending) {
        if (ending.isEmpty() || ending.equals(";")) {
            return used(Use.SHOW, "");
        }
        int end = 0;
        while (end < ending.length() && !Character.isWhitespace(ending.charAt(end)) && ending.charAt(end) != '(') {
            end++;
        }
        String rest = ending.substring(end).strip();
        return switch (ending.substring(0, end)) {
            case "\\g" -> sending(false, rest);
            case "\\gx" -> sending(true, rest);
            case "\\gset" -> setting(rest);
            case "\\gexec" -> alone(Use.EXECUTE, "\\gexec", rest);
            case "\\gdesc" -> alone(Use.DESCRIBE, "\\gdesc", rest);
            case "\\crosstabview" -> turning(rest);
            case "\\watch" -> watching(rest);
            default -> throw Problem.usage(ending + " is not known here", USAGE);
        };
    }

    private static SqlEnding used(Use use, String prefix) {
        return new SqlEnding(use, prefix, false, List.of(), List.of(), Optional.empty(), Optional.empty(), 1);
    }

    private static SqlEnding setting(String rest) {
        String prefix =
                rest.isEmpty() ? "" : Words.split(rest).stream().map(Word::text).collect(Collectors.joining(" "));
        if (!prefix.isEmpty() && !Interpolation.isName(prefix)) {
            throw Problem.usage(
                    "\\gset cannot take " + rest,
                    "It takes the beginning of the variables' names: letters, digits and underscores.");
        }
        return used(Use.SET_VARIABLES, prefix);
    }

    private static SqlEnding alone(Use use, String word, String rest) {
        if (!rest.isEmpty()) {
            throw Problem.usage(word + " does not take " + rest, "Write it alone at the end of the statement.");
        }
        return used(use, "");
    }

    private static SqlEnding turning(String rest) {
        List<String> columns = Words.split(rest).stream().map(Word::text).toList();
        if (columns.size() > 4) {
            throw Problem.usage(
                    "\\crosstabview does not take " + columns.get(4),
                    "Write it as: \\crosstabview [ROWS [COLUMNS [DATA [ORDER]]]]");
        }
        return new SqlEnding(Use.TURN_ROUND, "", false, List.of(), columns, Optional.empty(), Optional.empty(), 1);
    }

    private static SqlEnding sending(boolean expanded, String rest) {
        List<String> settings = List.of();
        String place = rest;
        if (rest.startsWith("(")) {
            int close = rest.indexOf(')');
            if (close < 0) {
                throw Problem.usage("The parenthesis behind \\g is not closed", "Write it as: \\g (format=csv) FILE");
            }
            settings = List.of(rest.substring(1, close).strip().split("\\s+", -1));
            place = rest.substring(close + 1).strip();
        }
        if (!place.startsWith("|") && !place.isEmpty()) {
            List<Word> words = Words.split(place);
            if (words.size() > 1) {
                throw Problem.usage("\\g takes one file", "Put a name with spaces into quotes.");
            }
            place = words.get(0).text();
        }
        return new SqlEnding(
                Use.SHOW,
                "",
                expanded,
                settings,
                List.of(),
                place.isEmpty() ? Optional.empty() : Optional.of(place),
                Optional.empty(),
                1);
    }

    private static SqlEnding watching(String rest) {
        Duration every = Duration.ofSeconds(2);
        int times = 0;
        for (String word : rest.isEmpty() ? new String[0] : rest.split("\\s+", -1)) {
            if (word.matches("(c|count)=\\d{1,9}")) {
                times = Integer.parseInt(word.substring(word.indexOf('=') + 1));
            } else if (word.matches("((i|interval)=)?\\d{0,6}(\\.\\d{1,3})?") && word.matches(".*\\d")) {
                double seconds = Double.parseDouble(word.substring(word.indexOf('=') + 1));
                every = Duration.ofMillis(Math.round(seconds * 1_000));
            } else {
                throw Problem.usage("\\watch cannot take " + word, "Write it as: \\watch 2, or \\watch i=2 c=10");
            }
        }
        return new SqlEnding(Use.SHOW, "", false, List.of(), List.of(), Optional.empty(), Optional.of(every), times);
    }

    /** The view with what this ending changes. */
    View view(View before) {
        View view = before;
        if (expanded) {
            view = view.with(View.Expanded.ON);
        }
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            view = equals < 0
                    ? view.with(setting, Optional.empty())
                    : view.with(setting.substring(0, equals), Optional.of(setting.substring(equals + 1)));
        }
        return view;
    }
}
