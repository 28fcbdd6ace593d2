package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.demo.Json;
import dev.rolecall.demo.KeycloakServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What working out a person's access costs in SQL, read from the log of a server that logs each statement. Only
 * statements about grants and permissions count: the server has others of its own, such as for sessions.
 */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsIT {
    private static final Pattern STATEMENT = Pattern.compile("\\[org\\.hibernate\\.SQL].*", Pattern.CASE_INSENSITIVE);

    /** Keycloak reads memberships and organizations for itself; only we join them with the groups between. */
    private static final List<String> ABOUT_GRANTS =
            List.of("from user_group_membership ", " keycloak_group ", " org ");

    private static final List<String> ABOUT_ACCESS = List.of(
            "user_group_membership",
            "keycloak_group",
            "group_attribute",
            "keycloak_role",
            "role_attribute",
            "rc_grant");

    private final KeycloakServer server;
    private final TestRealm realm;

    StatementsIT(TestBed bed) {
        server = bed.spareServer("statements")
                .option("--log-level=INFO,org.hibernate.SQL:debug")
                .start();
        realm = TestRealm.create(server, TestBed.administration(server), "statements");
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void aWarmTokenNeedsNone() {
        String person = realm.personHolding("MANAGE@acme", "VIEW@globex/main");
        String username = realm.username(person);
        token(username);
        token(username);

        List<String> statements = during(() -> token(username));

        assertThat(statements).noneMatch(s -> ABOUT_ACCESS.stream().anyMatch(s::contains));
    }

    @Test
    void aColdTokenNeedsOneForTheGrants() {
        String person =
                realm.personHolding("MANAGE@acme", "ADMIN@acme/prod-eu", "VIEW@acme/staging", "VIEW@globex/main");
        String username = realm.username(person);
        token(username);
        clear("/clear-user-cache");
        clear("/clear-realm-cache");

        List<String> statements = during(() -> token(username));

        assertThat(statements.stream().filter(s -> ABOUT_GRANTS.stream().allMatch(s::contains)))
                .hasSize(1);
    }

    private void token(String username) {
        realm.asApplication()
                .password(TestRealm.TEST_APP, null, username, TestRealm.PASSWORD, Map.of("scope", "openid"))
                .access();
    }

    private void clear(String cache) {
        realm.asAdministrator().post(realm.path(cache), Json.object()).expecting(204);
    }

    private List<String> during(Runnable request) {
        int before = server.log().text().length();
        request.run();
        return STATEMENT
                .matcher(server.log().text().substring(before))
                .results()
                .map(m -> m.group().toLowerCase(Locale.ROOT))
                .toList();
    }
}
