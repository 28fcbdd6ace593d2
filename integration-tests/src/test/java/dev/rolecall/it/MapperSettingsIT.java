package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator may set on the mappers, and what is refused with a reason when it is saved. */
@ExtendWith(RealmOfTheClass.class)
class MapperSettingsIT {
    private static final String ACCESS = "rolecall-access-mapper";
    private static final String FLAT = "rolecall-flat-permissions-mapper";

    private final TestRealm realm;
    private final Mappers mappers;

    MapperSettingsIT(TestRealm realm) {
        this.realm = realm;
        this.mappers = new Mappers(realm, TestRealm.TEST_APP);
    }

    @AfterEach
    void applicationIsAsBefore() {
        mappers.takeAway();
    }

    @ParameterizedTest
    @CsvSource({
        ACCESS + ", claim.name, realm_access.roles, The claim name is reserved",
        ACCESS + ", claim.name, organization, The claim name is reserved",
        ACCESS + ", claim.name, rolecall_narrowed, The claim name is reserved",
        ACCESS + ", claim.name, a..b, The claim name must be",
        ACCESS + ", maxObjects, 0, Most objects: a whole number from 1 to 1000",
        ACCESS + ", maxObjects, many, Most objects: a whole number from 1 to 1000",
        ACCESS + ", permissions, some, Permissions: all or none",
        ACCESS + ", clients, console##nobody, Clients: there is no client nobody",
        FLAT + ", claim.name, sub, The claim name is reserved",
        FLAT + ", maxEntries, 2001, Most entries: a whole number from 1 to 2000",
        FLAT + ", clients, nobody, Clients: there is no client nobody",
    })
    void aBadOneIsRefusedWithItsReason(String mapper, String key, String value, String reason) {
        Map<String, String> config = new HashMap<>(Map.of("claim.name", "mine", "access.token.claim", "true"));
        config.put(key, value);

        Answer answer = mappers.save("bad", mapper, config);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error_description").asText()).startsWith(reason);
    }

    @Test
    void aBadOneIsRefusedInAChangeToo() {
        Answer saved = mappers.save("mine", ACCESS, Map.of("claim.name", "mine", "access.token.claim", "true"));
        String id = TestRealm.idAt(saved.expecting(201).location());
        String address = realm.path("/clients/" + realm.client(TestRealm.TEST_APP) + "/protocol-mappers/models/" + id);
        ObjectNode changed =
                (ObjectNode) realm.asAdministrator().get(address).expecting(200).json();
        changed.withObject("/config").put("maxObjects", "0");

        assertThat(realm.asAdministrator().put(address, changed).status()).isEqualTo(400);
        assertThat(realm.asAdministrator().get(address).json().at("/config").has("maxObjects"))
                .isFalse();
    }

    @Test
    void permissionsOfOtherClientsAreLeftOut() {
        mappers.addEverywhere("mine", ACCESS, Map.of("claim.name", "mine", "clients", "rolecall"));

        JsonNode claims = realm.tokensOf(realm.personHolding("VIEW@acme")).accessClaims();

        assertThat(claims.path("mine"))
                .isEqualTo(Json.read("{\"v\":1,\"customers\":{\"acme\":{\"roles\":[\"VIEW\"]}}}"));
    }

    @Test
    void permissionsCanBeLeftOutAltogether() {
        mappers.addEverywhere("mine", ACCESS, Map.of("claim.name", "mine", "permissions", "none"));

        JsonNode claims = realm.tokensOf(realm.personHolding("VIEW@acme")).accessClaims();

        assertThat(claims.path("mine"))
                .isEqualTo(Json.read("{\"v\":1,\"customers\":{\"acme\":{\"roles\":[\"VIEW\"]}}}"));
    }

    @Test
    void aTokenThatIsSwitchedOffHasNoClaim() {
        mappers.save("mine", ACCESS, Map.of("claim.name", "mine", "id.token.claim", "true"))
                .expecting(201);

        var tokens = realm.tokensOf(realm.personHolding("VIEW@acme"));

        assertThat(tokens.accessClaims().has("mine")).isFalse();
        assertThat(tokens.idClaims().has("mine")).isTrue();
    }

    @Test
    void aLightweightTokenHasTheClaimWhereThatIsSwitchedOn() {
        mappers.save("mine", ACCESS, Map.of("claim.name", "mine", "lightweight.claim", "true"))
                .expecting(201);
        lightweight(true);
        try {
            var tokens = realm.tokensOf(realm.personHolding("VIEW@acme"));

            assertThat(tokens.accessClaims().has("mine")).isTrue();
            assertThat(tokens.accessClaims().has("access")).isFalse();
        } finally {
            lightweight(false);
        }
    }

    @Test
    void badOnesOfARealmImportGiveLess() {
        ObjectNode file = RealmFile.named(realm.name() + "-bad");
        for (JsonNode client : file.path("clients")) {
            if (client.path("clientId").asText().equals(TestRealm.TEST_APP)) {
                ((ObjectNode) client)
                        .withArray("protocolMappers")
                        .add(Json.of(Mappers.representation(
                                "bad",
                                ACCESS,
                                Map.of(
                                        "claim.name", "mine",
                                        "access.token.claim", "true",
                                        "permissions", "everything",
                                        "clients", "nobody",
                                        "maxObjects", "-1"))))
                        .add(Json.of(Mappers.representation(
                                "reserved", ACCESS, Map.of("claim.name", "acr.x", "access.token.claim", "true"))));
            }
        }
        realm.asAdministrator().post("", file).expecting(201);
        TestRealm imported = realm.sibling(realm.name() + "-bad");
        try {
            JsonNode claims =
                    imported.tokensOf(imported.personHolding("VIEW@acme")).accessClaims();

            assertThat(claims.path("mine"))
                    .isEqualTo(Json.read("{\"v\":1,\"customers\":{\"acme\":{\"roles\":[\"VIEW\"]}}}"));
            assertThat(claims.path("acr").isObject()).isFalse();
        } finally {
            imported.asAdministrator().delete(imported.path("")).expecting(204);
        }
    }

    private void lightweight(boolean value) {
        realm.asAdministrator()
                .put(
                        realm.path("/clients/" + realm.client(TestRealm.TEST_APP)),
                        Json.of(Map.of(
                                "clientId",
                                TestRealm.TEST_APP,
                                "attributes",
                                Map.of("client.use.lightweight.access.token.enabled", Boolean.toString(value)))))
                .expecting(204);
    }
}
