package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Syncs of everybody, in one realm after the other. */
final class LdapSyncs {
    private static final String HOLDING = """
            select count(*) from (select m.user_id from user_group_membership m
              join user_entity u on u.id = m.user_id join realm r on r.id = u.realm_id
              where r.name = ? and u.federation_link is not null
              group by m.user_id having count(*) >= ?) as holding
            """;

    private final RunningServer server;
    private final OpenLdap directory;
    private final LdapData data;
    private final Databases databases;
    private final String database;
    private final Screen screen;

    LdapSyncs(
            RunningServer server,
            OpenLdap directory,
            LdapData data,
            Databases databases,
            String database,
            Screen screen) {
        this.server = server;
        this.directory = directory;
        this.data = data;
        this.databases = databases;
        this.database = database;
        this.screen = screen;
    }

    List<LdapSyncResult> run(List<LdapRealm> realms) {
        List<LdapSyncResult> results = new ArrayList<>();
        for (LdapSync sync : LdapSync.values()) {
            for (LdapRealm realm : realms) {
                if (!sync.isOfMapper() || realm.hasMapper()) {
                    LdapSyncResult result = sync(realm, sync);
                    results.add(result);
                    screen.line(Numbers.text(
                            "  %s, %s: %,.0f people a second, %d searches, %d hold their groups",
                            realm.way().label(),
                            sync.label(),
                            result.perSecond(),
                            result.cost().searches(),
                            result.holding()));
                }
            }
        }
        return results;
    }

    /** Everything once, so that the first way in a turn does not pay for the server's own beginning. */
    static void warmUp(List<LdapRealm> realms) {
        for (LdapSync sync : LdapSync.values()) {
            realms.stream()
                    .filter(realm -> !sync.isOfMapper() || realm.hasMapper())
                    .forEach(realm -> run(realm, sync));
        }
    }

    private static JsonNode run(LdapRealm realm, LdapSync sync) {
        return sync.isOfMapper() ? realm.syncGroups() : realm.syncPeople();
    }

    private LdapSyncResult sync(LdapRealm realm, LdapSync sync) {
        analyze();
        LdapCost.Of<JsonNode> done = LdapCost.of(server.clock(), directory, () -> run(realm, sync));
        int added = done.result().path("added").asInt();
        if (sync == LdapSync.FIRST && added < data.people()) {
            throw new BenchmarkFailedException(
                    "a sync of %s brought %d of %d people".formatted(realm.name(), added, data.people()));
        }
        return new LdapSyncResult(realm.way(), sync, data.people(), done.cost(), holding(realm.name()));
    }

    /** So that no way has better plans than another: see the trap in docs/performance.md. */
    private void analyze() {
        try (Connection connection = databases.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        } catch (SQLException e) {
            throw new BenchmarkFailedException("the tables could not be analyzed", e);
        }
    }

    private int holding(String realm) {
        try (Connection connection = databases.connect(database);
                PreparedStatement statement = connection.prepareStatement(HOLDING)) {
            statement.setString(1, realm);
            statement.setInt(2, LdapData.GROUPS_OF_A_PERSON);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new BenchmarkFailedException("memberships could not be counted", e);
        }
    }
}
