package dev.rolecall.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What is in a database. */
record DatabaseSize(long customers, long groups, long people, long memberships, long notes) {
    private static final String COUNTS = """
            select (select count(*) from org), (select count(*) from keycloak_group where type = 1),
                   (select count(*) from user_entity), (select count(*) from user_group_membership),
                   (select count(*) from rc_grant_origin)
            """;

    static DatabaseSize of(Databases databases, String database) {
        try (Connection connection = databases.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTS)) {
            row.next();
            return new DatabaseSize(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        } catch (SQLException e) {
            throw new BenchmarkFailedException("the database could not be counted", e);
        }
    }

    @Override
    public String toString() {
        return Numbers.text(
                "%,d customers, %,d groups, %,d people, %,d memberships (%,d notes about where they came from)",
                customers, groups, people, memberships, notes);
    }
}
