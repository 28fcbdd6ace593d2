package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import dev.rolecall.demo.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person as a claim that another system can take over. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class UserSyncMapperIT {
    private static final String CLAIM = "https://example.com/claims/user-sync";

    private final TestRealm realm;
    private final Database database;
    private final String client = "shop-" + UUID.randomUUID();

    UserSyncMapperIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
    }

    @BeforeEach
    void aClientOfItsOwn() {
        ObjectNode shop = Json.object();
        shop.put("clientId", client)
                .put("publicClient", false)
                .put("secret", "shop-secret")
                .put("directAccessGrantsEnabled", true);
        shop.withArray("redirectUris").add("*");
        realm.asAdministrator().post(realm.path("/clients"), shop).expecting(201);
    }

    @AfterEach
    void goesAgain() {
        realm.asAdministrator()
                .delete(realm.path("/clients/" + realm.client(client)))
                .expecting(204);
    }

    private Answer save(Map<String, String> settings) {
        Map<String, String> config = new LinkedHashMap<>(
                Map.of("claim.name", CLAIM, "id.token.claim", "true", "responsibilities", "department"));
        config.putAll(settings);
        return realm.asAdministrator()
                .post(
                        realm.path("/clients/" + realm.client(client) + "/protocol-mappers/models"),
                        Json.of(Map.of(
                                "name",
                                "user sync",
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                "rolecall-user-sync-mapper",
                                "config",
                                config)));
    }

    /** A person with a usercode, fields, a department and these grants. */
    private String person(String usercode, String... references) {
        String id = realm.personHolding(references);
        setAttributes(id, Map.of("usercode", List.of(usercode), "department", List.of("R&D")));
        return id;
    }

    private void setAttributes(String id, Map<String, List<String>> attributes) {
        ObjectNode user = (ObjectNode) realm.user(id);
        user.set("attributes", Json.of(attributes));
        realm.asAdministrator().put(realm.path("/users/" + id), user).expecting(204);
    }

    private Tokens tokens(String id) {
        return realm.asApplication()
                .password(client, "shop-secret", realm.username(id), TestRealm.PASSWORD, Map.of("scope", "openid"));
    }

    private JsonNode claim(String id) {
        return tokens(id).idClaims().path(CLAIM);
    }

    @Nested
    class TheClaim {
        private final String usercode = "S-" + UUID.randomUUID();

        @Test
        void saysWhoThePersonIsAndWhatItHoldsDirectly() {
            save(Map.of()).expecting(201);
            String id = person(usercode, "MANAGE@acme", "VIEW@globex/main");
            String username = realm.username(id);

            assertThat(claim(id))
                    .isEqualTo(Json.of(List.of(
                            Map.of(
                                    "user",
                                    Map.of(
                                            "usercode",
                                            usercode,
                                            "username",
                                            username,
                                            "email",
                                            username + "@people.test",
                                            "firstName",
                                            "Pat",
                                            "lastName",
                                            "Person",
                                            "enabled",
                                            true,
                                            "customers",
                                            List.of("acme", "globex"))),
                            Map.of("roles", List.of("MANAGE@acme", "VIEW@globex/main")),
                            Map.of("permissions", List.of()),
                            Map.of("responsibilities", Map.of("department", List.of("R&D"))))));
        }

        @Test
        void standsInTheIdTokenOnly() {
            save(Map.of()).expecting(201);

            Tokens tokens = tokens(person(usercode, "VIEW@acme"));

            assertThat(tokens.accessClaims().has(CLAIM)).isFalse();
            assertThat(realm.userinfo(tokens.access()).has(CLAIM)).isFalse();
        }

        @Test
        void standsElsewhereWhereThatIsAskedFor() {
            save(Map.of("access.token.claim", "true", "userinfo.token.claim", "true"))
                    .expecting(201);

            Tokens tokens = tokens(person(usercode, "VIEW@acme"));

            assertThat(tokens.accessClaims().path(CLAIM))
                    .isEqualTo(tokens.idClaims().path(CLAIM))
                    .hasSize(4);
            assertThat(realm.userinfo(tokens.access()).path(CLAIM))
                    .isEqualTo(tokens.idClaims().path(CLAIM));
        }

        @Test
        void leavesOutWhatADisabledCustomerGives() {
            save(Map.of()).expecting(201);
            String alias = realm.customers().add();
            String id = person(usercode, "VIEW@acme", "ADMIN@" + alias);
            realm.asAdministrator()
                    .put(
                            realm.customers().path(alias),
                            Json.of(Map.of("name", alias, "alias", alias, "enabled", false)))
                    .expecting(204);

            JsonNode claim = claim(id);

            assertThat(ClaimIT.texts(claim.at("/0/user/customers"))).containsExactly("acme");
            assertThat(ClaimIT.texts(claim.at("/1/roles"))).containsExactly("VIEW@acme");
        }

        @Test
        void leavesOutAnAssociationThatIsExpired() {
            save(Map.of()).expecting(201);
            Integration integration = new Integration(realm);
            ARow row = ARow.aboutANewcomer().associatedWith("acme", "globex").holding("VIEW@acme", "VIEW@globex");
            integration.apply(row);
            String id = integration.idsOf(row.usercode()).get(0);
            realm.givePassword(id);
            database.execute("update rc_grant_origin set expires_at = 1 where user_id = '" + id + "' and group_id in"
                    + " (select group_id from org where alias = 'globex')");

            JsonNode claim = claim(id);

            assertThat(ClaimIT.texts(claim.at("/0/user/customers"))).containsExactly("acme");
            assertThat(ClaimIT.texts(claim.at("/1/roles"))).containsExactly("VIEW@acme");
        }

        @Test
        void isNotThereForAPersonWithoutAUsercode() {
            save(Map.of()).expecting(201);

            assertThat(tokens(realm.personHolding("VIEW@acme")).idClaims().has(CLAIM))
                    .isFalse();
        }

        @Test
        void isNotThereWhereItWouldBeTooLarge() {
            save(Map.of("maxSize", "256")).expecting(201);
            String id = person(usercode, "VIEW@acme");
            setAttributes(id, Map.of("usercode", List.of(usercode), "department", List.of("x".repeat(200))));

            assertThat(tokens(id).idClaims().has(CLAIM)).isFalse();
        }
    }

    @Nested
    class ASetting {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "claim.name | realm_access | The claim name is reserved",
                    "claim.name | a..b | The claim name must be",
                    "responsibilities | email | A responsibility is",
                    "maxSize | 1000000 | The maximum size is"
                })
        void isRefusedWithAReasonWhereItMakesNoSense(String setting, String value, String reason) {
            Answer answer = save(Map.of(setting, value));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error_description").asText()).startsWith(reason);
        }
    }

    @Nested
    class AnotherRealmOfOurs {
        private final String usercode = "S-" + UUID.randomUUID();
        private final String alias = "home";

        private TestRealm other() {
            TestRealm other = realm.sibling(realm.name() + "-other");
            realm.asAdministrator().post("", RealmFile.named(other.name())).expecting(201);
            ObjectNode provider = Partner.identityProvider(
                    alias, realm.asApplication().uri("").toString());
            provider.withObject("config").put("clientId", client).put("clientSecret", "shop-secret");
            other.asAdministrator()
                    .post(other.path("/identity-provider/instances"), provider)
                    .expecting(201);
            other.asAdministrator()
                    .post(
                            other.path("/identity-provider/instances/" + alias + "/mappers"),
                            Json.of(Map.of(
                                    "name",
                                    "user sync",
                                    "identityProviderAlias",
                                    alias,
                                    "identityProviderMapper",
                                    "rolecall-user-sync-idp-mapper",
                                    "config",
                                    Map.of(
                                            "syncMode",
                                            "FORCE",
                                            "payloadClaim",
                                            CLAIM,
                                            "usercodeClaim",
                                            "usercode",
                                            "responsibilities",
                                            "department"))))
                    .expecting(201);
            return other;
        }

        private void tellTheUsercode() {
            realm.asAdministrator()
                    .post(
                            realm.path("/clients/" + realm.client(client) + "/protocol-mappers/models"),
                            Json.of(Map.of(
                                    "name",
                                    "usercode",
                                    "protocol",
                                    "openid-connect",
                                    "protocolMapper",
                                    "oidc-usermodel-attribute-mapper",
                                    "config",
                                    Map.of(
                                            "user.attribute",
                                            "usercode",
                                            "claim.name",
                                            "usercode",
                                            "jsonType.label",
                                            "String",
                                            "id.token.claim",
                                            "true"))))
                    .expecting(201);
        }

        private Tokens loginTo(TestRealm other, String id) {
            Browser browser = new Browser();
            Visit page = browser.open(other.request(TestRealm.TEST_APP).parameter("kc_idp_hint", alias));
            Visit end = browser.submit(page, Map.of("username", realm.username(id), "password", TestRealm.PASSWORD));
            return other.asApplication().exchange(end.request(), end.code());
        }

        @Test
        void takesThePersonOverAtEachLogin() {
            save(Map.of()).expecting(201);
            tellTheUsercode();
            TestRealm other = other();
            String id = person(usercode, "MANAGE@acme", "VIEW@globex/main");
            JsonNode here = realm.access(id);

            JsonNode there = loginTo(other, id).accessClaims().path("access");
            realm.leave(id, "MANAGE@acme").expecting(204);
            realm.join(id, "VIEW@acme").expecting(204);
            JsonNode later = loginTo(other, id).accessClaims().path("access");

            assertThat(there).isEqualTo(here).isNotEmpty();
            assertThat(later).isEqualTo(realm.access(id)).isNotEqualTo(here);
        }
    }
}
