package dev.rolecall.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Fills a database with copies of the {@link ReferenceCustomer}, table by table inside the database. No server may run
 * on it meanwhile: its caches would not know.
 */
final class Population {
    private static final int CUSTOMERS_AT_ONCE = 500;

    /** All that Keycloak and Rolecall keep about customers and people; parents before children. */
    private static final List<TableCopy> TABLES = List.of(
            TableCopy.of("org", "id").ids("id", "group_id").numbered("name", "alias"),
            TableCopy.of("keycloak_group", "id").ids("id", "org_id").idsOrOthers("name", "parent_group"),
            TableCopy.of("group_attribute", "group_id").ids("id", "group_id"),
            TableCopy.of("user_entity", "id").ids("id").numbered("username", "email", "email_constraint"),
            TableCopy.of("user_attribute", "user_id").ids("id", "user_id").numbered("value"),
            TableCopy.of("user_role_mapping", "user_id").ids("user_id"),
            TableCopy.of("credential", "user_id").ids("id", "user_id"),
            TableCopy.of("user_group_membership", "user_id").ids("user_id", "group_id"),
            TableCopy.of("rc_person_key", "user_id").ids("user_id").numbered("usercode"),
            TableCopy.of("rc_grant_origin", "user_id").ids("user_id", "group_id"));

    private static final String COPIED =
            """
            create temporary table copied as
            with reference as (
                select o.id, o.realm_id from org o join realm r on r.id = o.realm_id
                where r.name = '%s' and o.alias = '%s')
            select id from reference
            union select g.id from keycloak_group g join reference o on g.org_id = o.id
            union select o.group_id from org o join reference using (id)
            union select u.id from user_entity u join reference o on u.realm_id = o.realm_id
                where u.username like '%s%%'
            """.formatted(BenchmarkRealm.NAME, ReferenceCustomer.ALIAS, ReferenceCustomer.PERSON);

    /** Where something about a customer or a person could stand. */
    private static final String REFERRING = """
            select c.conrelid::regclass::text, a.attname
            from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
            where c.contype = 'f'
              and c.confrelid in ('org'::regclass, 'keycloak_group'::regclass, 'user_entity'::regclass)
            """;

    private static final String USER = "(select u.id from user_entity u join realm r on r.id = u.realm_id"
            + " where r.name = '" + BenchmarkRealm.NAME + "' and u.username = '%s')";

    private final Connection connection;

    private Population(Connection connection) {
        this.connection = connection;
    }

    /** Copies until there are so many customers, the reference among them. */
    static void fill(Databases databases, String database, int customers, IntConsumer progress) {
        try (Connection connection = databases.connect(database)) {
            new Population(connection).fill(customers, progress);
        } catch (SQLException e) {
            throw new BenchmarkFailedException("the database could not be filled: " + e.getMessage(), e);
        }
    }

    private void fill(int customers, IntConsumer progress) throws SQLException {
        execute(TableCopy.COPY_ID);
        execute(COPIED);
        execute("create unique index on " + TableCopy.COPIED + " (id)");
        requireEverythingIsCopied();
        for (int first = 1; first < customers; first += CUSTOMERS_AT_ONCE) {
            int last = Math.min(customers, first + CUSTOMERS_AT_ONCE) - 1;
            for (TableCopy table : TABLES) {
                copy(table, first, last);
            }
            if (first == 1) {
                execute("analyze"); // else the foreign keys of all that follows are checked by sequential scans
            }
            progress.accept(last + 1);
        }
        for (int grants : List.of(100, 1_000)) {
            grantOnCopies(grants);
        }
        execute("vacuum analyze");
    }

    /** The same grants as those of the person with ten, on more customers. */
    private void grantOnCopies(int grants) throws SQLException {
        String ten = USER.formatted(GrantHolders.username(10));
        TableCopy memberships = new TableCopy("user_group_membership", "t.user_id = " + ten, Map.of())
                .ids("group_id")
                .with("user_id", USER.formatted(GrantHolders.username(grants)));
        copy(memberships, 0, GrantHolders.customers(grants) - 1);
    }

    private void copy(TableCopy table, int first, int last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.statement(columns(table.table())))) {
            statement.setInt(1, first);
            statement.setInt(2, last);
            statement.executeUpdate();
        }
    }

    /** A Keycloak that keeps more about a customer or a person than we know of would make the copies worthless. */
    private void requireEverythingIsCopied() throws SQLException {
        List<String> known = TABLES.stream().map(TableCopy::table).toList();
        for (List<String> referring : rows(REFERRING)) {
            String table = referring.get(0);
            String condition = referring.get(1) + " in (select id from " + TableCopy.COPIED + ")";
            if (!known.contains(table)
                    && !rows("select 1 from " + table + " where " + condition + " limit 1")
                            .isEmpty()) {
                throw new BenchmarkFailedException("the server wrote rows that are not copied into " + table);
            }
        }
    }

    private List<String> columns(String table) throws SQLException {
        return rows("select column_name from information_schema.columns where table_schema = current_schema()"
                        + " and table_name = '" + table + "' order by ordinal_position")
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<List<String>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
