package dev.rolecall.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A server's database, for what no interface shows. */
record Database(String url, String user, String password) {
    /** The only number a statement answers, with these texts for its question marks. */
    long number(String sql, String... texts) {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < texts.length; i++) {
                statement.setString(i + 1, texts[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new AssertionError("nothing found: " + sql);
                }
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes something, does the work while that is not committed, and then commits it. */
    void beforeCommitting(List<String> changes, Runnable work) {
        try (Connection connection = open()) {
            connection.setAutoCommit(false);
            for (String change : changes) {
                try (PreparedStatement statement = connection.prepareStatement(change)) {
                    statement.execute();
                }
            }
            work.run();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether somebody waits for a row or a table that somebody else has locked. */
    boolean somebodyWaits() {
        return number("select count(*) from pg_locks where not granted") > 0;
    }

    /** While this work is done, everybody may read that table and nobody may write to it. */
    void whileNobodyWritesTo(String table, Runnable work) {
        try (Connection connection = open()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement("lock table " + table + " in exclusive mode")) {
                lock.execute();
            }
            work.run();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
