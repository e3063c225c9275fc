package io.pgford.shell.describe;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The result of a catalog query: the names of its columns, and its rows. */
record Table(List<String> columns, List<List<Object>> rows) {

    static Table of(Connection connection, String sql, Object... values) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                ResultSetMetaData about = result.getMetaData();
                for (int i = 1; i <= about.getColumnCount(); i++) {
                    columns.add(about.getColumnLabel(i));
                }
                while (result.next()) {
                    rows.add(row(result, columns.size()));
                }
            }
        }
        return new Table(columns, rows);
    }

    private static List<Object> row(ResultSet result, int width) throws SQLException {
        List<Object> row = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
            Object value = result.getObject(i);
            row.add(value == null || value instanceof Number || value instanceof Boolean ? value : value.toString());
        }
        return row;
    }
}
