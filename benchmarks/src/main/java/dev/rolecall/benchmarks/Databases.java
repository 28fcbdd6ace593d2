package dev.rolecall.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The databases of one PostgreSQL. One that was filled carries a note that says with what, written last: without it a
 * database is half-done and made anew.
 */
record Databases(Postgres postgres) {
    private static final String MAINTENANCE = "postgres";

    /** What the note of a database says; nothing when there is no such database or no note. */
    Optional<String> note(String name) {
        return text("select shobj_description(oid, 'pg_database') from pg_database where datname = '" + name + "'");
    }

    void writeNote(String name, String note) {
        execute("comment on database " + name + " is '" + note + "'");
    }

    /** An empty one; what had that name is gone. */
    void create(String name) {
        drop(name);
        execute("create database " + name);
    }

    /** One with the contents of another, to which nobody is connected now; what had that name is gone. */
    void copy(String from, String name) {
        drop(name);
        execute("create database " + name + " template " + from);
    }

    void drop(String name) {
        execute("drop database if exists " + name + " with (force)");
    }

    String version() {
        return text("show server_version").orElse("?").split(" ", -1)[0];
    }

    Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(postgres.url(name), postgres.user(), postgres.password());
    }

    private Optional<String> text(String sql) {
        try (Connection connection = connect(MAINTENANCE);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new BenchmarkFailedException("PostgreSQL refused: " + sql, e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = connect(MAINTENANCE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchmarkFailedException("PostgreSQL refused: " + sql, e);
        }
    }
}
