package dev.rolecall.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tables alone allow: the very rows that an import has written about people, read from its database and
 * inserted into another one, by batches on one connection, 500 people in a transaction. No server takes part.
 */
final class PlainJdbc implements ImportWay {
    private static final int AT_ONCE = 500;
    private static final String COPY = "rolecall_imports_jdbc";

    /** Table, and what names the person in it; parents before children. */
    private static final Map<String, String> TABLES = tables();

    private final Databases databases;
    private final String base;
    private final String imported;

    /**
     * @param base     what the import began with
     * @param imported what it has made of it
     */
    PlainJdbc(Databases databases, String base, String imported) {
        this.databases = databases;
        this.base = base;
        this.imported = imported;
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("user_entity", "t.id");
        tables.put("user_attribute", "t.user_id");
        tables.put("user_role_mapping", "t.user_id");
        tables.put("user_group_membership", "t.user_id");
        tables.put("rc_person_key", "t.user_id");
        tables.put("rc_grant_origin", "t.user_id");
        tables.put("admin_event_entity", "substring(t.resource_path from 7)"); // users/<id>
        return Collections.unmodifiableMap(tables);
    }

    @Override
    public String label() {
        return "plain JDBC batches of the same rows";
    }

    @Override
    public Runnable prepare(ImportWork work, String cohort, int rows) {
        databases.copy(base, COPY);
        List<Table> tables = new ArrayList<>();
        try (Connection connection = databases.connect(imported)) {
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                tables.add(Table.read(connection, table.getKey(), table.getValue(), cohort));
            }
        } catch (SQLException e) {
            throw new BenchmarkFailedException("the rows could not be read", e);
        }
        List<String> people = List.copyOf(tables.get(0).rows.keySet());
        if (people.size() != rows) {
            throw new BenchmarkFailedException("there are " + people.size() + " people, not " + rows);
        }
        return () -> insert(people, tables);
    }

    private void insert(List<String> people, List<Table> tables) {
        try (Connection connection = databases.connect(COPY)) {
            connection.setAutoCommit(false);
            for (int from = 0; from < people.size(); from += AT_ONCE) {
                List<String> part = people.subList(from, Math.min(people.size(), from + AT_ONCE));
                for (Table table : tables) {
                    table.insert(connection, part);
                }
                connection.commit();
                if (from == 0) {
                    analyze(connection); // else each foreign key is checked by reading the whole table
                }
            }
        } catch (SQLException e) {
            throw new BenchmarkFailedException("the rows could not be inserted", e);
        }
    }

    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        }
        connection.commit();
    }

    /**
     * The rows of one table.
     *
     * @param rows by person, in the order of the usernames
     */
    private record Table(String insert, int columns, Map<String, List<Object[]>> rows) {
        static Table read(Connection connection, String name, String person, String cohort) throws SQLException {
            String sql = "select u.id, t.* from user_entity u join " + name + " t on " + person
                    + " = u.id where u.username like ? order by u.username";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, cohort + "%");
                try (ResultSet result = statement.executeQuery()) {
                    return read(result, name);
                }
            }
        }

        private static Table read(ResultSet result, String name) throws SQLException {
            ResultSetMetaData columns = result.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 2; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
            }
            Map<String, List<Object[]>> rows = new LinkedHashMap<>();
            while (result.next()) {
                Object[] row = new Object[names.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = result.getObject(i + 2);
                }
                rows.computeIfAbsent(result.getString(1), id -> new ArrayList<>())
                        .add(row);
            }
            return new Table(
                    "insert into " + name + " (" + String.join(", ", names) + ") values ("
                            + String.join(", ", Collections.nCopies(names.size(), "?")) + ")",
                    names.size(),
                    rows);
        }

        void insert(Connection connection, List<String> people) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                for (String person : people) {
                    for (Object[] row : rows.getOrDefault(person, List.of())) {
                        for (int i = 0; i < columns; i++) {
                            statement.setObject(i + 1, row[i]);
                        }
                        statement.addBatch();
                    }
                }
                statement.executeBatch();
            }
        }
    }
}
