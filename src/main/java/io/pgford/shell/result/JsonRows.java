package io.pgford.shell.result;

import io.pgford.shell.print.Cells;
import io.pgford.shell.sql.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.core.Oid;

/**
 * One array, one object on a line of its own for each row. Numbers and booleans are such, {@code json} and {@code jsonb} stand
 * as they are, all else is text; of two columns of one name the second is called {@code name_2}.
 */
final class JsonRows implements RowFormat {
    /** {@code NaN} and {@code Infinity} are no numbers in JSON (RFC 8259, 6). */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final Set<Integer> NUMERIC =
            Set.of(Oid.INT2, Oid.INT4, Oid.INT8, Oid.FLOAT4, Oid.FLOAT8, Oid.NUMERIC, Oid.OID);

    private final Target target;
    private final List<Column> columns;
    private final List<String> keys = new ArrayList<>();
    private Optional<String> last = Optional.empty();

    JsonRows(Target target, List<Column> columns) {
        this.target = target;
        this.columns = columns;
        Set<String> taken = new HashSet<>();
        for (Column column : columns) {
            String key = column.name();
            for (int number = 2; !taken.add(key); number++) {
                key = column.name() + "_" + number;
            }
            keys.add(text(key));
        }
        target.line().accept("[");
    }

    @Override
    public void row(List<Optional<String>> values) {
        last.ifPresent(line -> target.line().accept(line + ","));
        StringBuilder line = new StringBuilder("{");
        for (int i = 0; i < values.size(); i++) {
            int type = columns.get(i).type();
            line.append(i == 0 ? "" : ", ").append(keys.get(i)).append(": ");
            line.append(values.get(i).map(value -> value(type, value)).orElse("null"));
        }
        last = Optional.of(line.append('}').toString());
    }

    @Override
    public void flush() {
        // The last line waits to know whether a comma follows.
    }

    @Override
    public void end() {
        last.ifPresent(target.line());
        target.line().accept("]");
    }

    private static String value(int type, String value) {
        if (type == Oid.BOOL) {
            return value.equals("t") ? "true" : "false";
        }
        if (NUMERIC.contains(type) && NUMBER.matcher(value).matches()) {
            return value;
        }
        return type == Oid.JSON || type == Oid.JSONB ? escaped(new StringBuilder(), value, true) : text(value);
    }

    private static String text(String value) {
        return escaped(new StringBuilder("\""), value, false) + '"';
    }

    /**
     * Control characters are escaped, beyond what JSON asks for, so that the text is safe on a terminal and means the same. In
     * JSON that is JSON already they stand only in strings, but for line ends and tabs.
     */
    private static String escaped(StringBuilder out, String value, boolean json) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (json && (c == '\n' || c == '\r' || c == '\t')) {
                out.append(' ');
            } else if (!json && (c == '"' || c == '\\')) {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (Cells.isControl(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
