package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rolecall.demo.Answer;
import dev.rolecall.demo.AuthorizationRequest;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import dev.rolecall.demo.Visit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever the directory has no entry of any more keeps nothing of its groups, although Keycloak still knows him. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapGoneIT {
    private static final String VIEWERS = "cn=globex-viewers," + LdapDirectory.GROUPS;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestRealm realm;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private final LdapWire wire;
    private String provider = "";

    LdapGoneIT(TestRealm realm, Slapd slapd) {
        this.realm = realm;
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
        this.wire = LdapWire.to(slapd);
    }

    @BeforeAll
    void thereIsADirectoryBehindAWire() {
        directory.addGroup(LdapDirectory.GROUPS, "globex-viewers");
        Map<String, List<String>> settings = new HashMap<>(ldap.providerSettings(LdapDirectory.PEOPLE, true));
        settings.put("connectionUrl", List.of(wire.url()));
        settings.put("connectionTimeout", List.of("1000"));
        settings.put("readTimeout", List.of("1000"));
        provider = ldap.addProvider("staff", settings);
        ldap.addMapper(provider, Map.of("rules", List.of(VIEWERS + " -> VIEW@globex"), "refreshSeconds", List.of("0")));
    }

    @AfterEach
    void theWireIsWhole() {
        wire.mend();
    }

    @AfterAll
    void theWireIsGone() {
        wire.close();
    }

    @Test
    void refreshesNoToken() {
        Tokens tokens = known();

        directory.removePerson(tokens.accessClaims().path("preferred_username").asText());

        assertThat(ldap.tryRefresh(tokens).status()).isEqualTo(400);
    }

    @Test
    void refreshesNoTokenWhereSeveralMappersGaveSomething() {
        String second = ldap.addMapper(
                provider, Map.of("rules", List.of(VIEWERS + " -> VIEW@acme"), "refreshSeconds", List.of("0")));
        try {
            Tokens tokens = known();
            directory.removePerson(
                    tokens.accessClaims().path("preferred_username").asText());

            assertThat(ldap.tryRefresh(tokens).status()).isEqualTo(400);
        } finally {
            ldap.remove(second);
        }
    }

    @Test
    void holdsNothingWhereKeycloakKeepsTheAccount() {
        ldap.change(provider, "removeInvalidUsersEnabled", "false").expecting(204);
        try {
            Tokens tokens = known();
            String id = tokens.accessClaims().path("sub").asText();
            directory.removePerson(
                    tokens.accessClaims().path("preferred_username").asText());

            Answer refused = ldap.tryRefresh(tokens);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(realm.user(id).path("enabled").asBoolean()).isFalse();
            assertThat(realm.isMember(id, "globex")).isFalse();
        } finally {
            ldap.change(provider, "removeInvalidUsersEnabled", "true").expecting(204);
        }
    }

    @Test
    void logsInByNoSessionOfABrowser() {
        String person = ldap.personIn(VIEWERS);
        Browser browser = new Browser();
        browser.login(request(), person, person);
        String id = realm.idOf(person);
        browser.open(request()).code();
        directory.removePerson(person);

        Visit visit = browser.open(request());

        assertThat(visit.isBack() && visit.query().containsKey("code")).isFalse();
        assertThat(Partner.list(realm.asAdministrator()
                        .get(realm.path("/events?type=CUSTOM_REQUIRED_ACTION_ERROR&user=" + id))))
                .extracting(event -> event.path("error").asText())
                .containsExactly("ldap_no_such_entry");
        await().atMost(SOON)
                .until(() ->
                        realm.asAdministrator().get(realm.path("/users/" + id)).status() == 404);
    }

    @Test
    void isNotTheOneWhoseEntryADirectoryCannotBeAskedFor() {
        Tokens tokens = known();
        wire.cutOff("entryUUID", 0);

        Tokens refreshed = ldap.refresh(tokens);

        assertThat(wire.caught()).isPositive();
        assertThat(refreshed.accessClaims().at("/access/customers/globex/roles"))
                .isEqualTo(Json.of(List.of("VIEW")));
    }

    /** Of somebody in the group whom Keycloak has in its cache. */
    private Tokens known() {
        return ldap.refresh(ldap.login(ldap.personIn(VIEWERS)));
    }

    private AuthorizationRequest request() {
        return realm.request(TestRealm.TEST_APP).scope("openid");
    }
}
