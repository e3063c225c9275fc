package io.pgford.shell.print;

import io.pgford.command.Answer;
import io.pgford.command.Share;
import io.pgford.command.Trend;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers and problems as one JSON object each: every grid under its name as an array of objects, {@code messages}, {@code sql}
 * of a dry run, {@code next}; a problem as {@code error} and {@code next}.
 */
public final class JsonPrinter {
    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final Consumer<String> out;

    /** @param out takes one text at a time */
    public JsonPrinter(Consumer<String> out) {
        this.out = out;
    }

    /** Prints an answer. */
    public void print(Answer answer) {
        Map<String, Object> object = new LinkedHashMap<>();
        List<String> messages = new ArrayList<>();
        List<Map<String, String>> statements = new ArrayList<>();
        for (Answer.Part part : answer.parts()) {
            if (part instanceof Answer.Line line) {
                messages.add(line.text());
            } else if (part instanceof Answer.Sql sql) {
                Map<String, String> statement = new LinkedHashMap<>();
                statement.put("side", sql.side().word());
                statement.put("text", sql.text());
                statements.add(statement);
            } else if (part instanceof Answer.Grid grid) {
                object.put(grid.name(), rows(grid));
            }
        }
        putIfAny(object, "messages", messages);
        putIfAny(object, "sql", statements);
        putIfAny(object, "next", answer.next());
        out.accept(text(object));
    }

    /** Prints a problem. */
    public void print(Problem problem) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("error", problem.what());
        putIfAny(object, "next", problem.next());
        out.accept(text(object));
    }

    /** Control characters that JSON allows in a text are escaped too: it may be read on a terminal. */
    private String text(Object object) {
        StringBuilder text = new StringBuilder();
        mapper.writeValueAsString(object).chars().forEach(character -> {
            if (character != '\n' && character != '\r' && Cells.isControl(character)) {
                text.append(String.format("\\u%04x", character));
            } else {
                text.append((char) character);
            }
        });
        return text.toString();
    }

    private static void putIfAny(Map<String, Object> object, String key, Object value) {
        boolean empty = value instanceof String text ? text.isEmpty() : ((List<?>) value).isEmpty();
        if (!empty) {
            object.put(key, value);
        }
    }

    private static List<Map<String, Object>> rows(Answer.Grid grid) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<Object> values : grid.rows()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < grid.columns().size(); i++) {
                row.put(grid.columns().get(i), i < values.size() ? plain(values.get(i)) : null);
            }
            rows.add(row);
        }
        return rows;
    }

    private static Object plain(Object value) {
        if (value instanceof Share share) {
            return share.of();
        }
        if (value instanceof Trend trend) {
            return trend.values();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
