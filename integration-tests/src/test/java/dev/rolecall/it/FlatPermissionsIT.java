package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.access.Reference;
import dev.rolecall.demo.Tokens;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The claim {@code user_permissions}: a flat array in the reference grammar. */
@ExtendWith(RealmOfTheClass.class)
class FlatPermissionsIT {
    private final TestRealm realm;
    private final Mappers mappers;

    FlatPermissionsIT(TestRealm realm) {
        this.realm = realm;
        this.mappers = new Mappers(realm, TestRealm.TEST_APP);
    }

    @AfterEach
    void applicationIsAsBefore() {
        mappers.takeAway();
    }

    private void add(Map<String, String> config) {
        mappers.addEverywhere("flat", "rolecall-flat-permissions-mapper", config);
    }

    @Test
    void permissionsStandWithTheirObjectsInEveryToken() {
        add(Map.of());
        Tokens tokens = realm.tokensOf(realm.personHolding("VIEW@globex/main"));

        for (JsonNode claims : new JsonNode[] {
            tokens.accessClaims(), tokens.idClaims(), realm.userinfo(tokens.access()), realm.introspect(tokens.access())
        }) {
            assertThat(ClaimIT.texts(claims.path("user_permissions"))).containsExactly("console.logs.read@globex/main");
        }
    }

    @Test
    void namesOfAnyKindReadBack() {
        add(Map.of());
        String alias = realm.customers().add();
        realm.customers().addGroup(alias, "prod, eu @ 1").expecting(201);
        String person = realm.person();
        realm.associate(person, alias);
        realm.joinGroup(person, alias, TestRealm.encoded("prod, eu @ 1").replace("+", "%20") + "/VIEW")
                .expecting(204);

        JsonNode flat = realm.tokensOf(person).accessClaims().path("user_permissions");

        assertThat(ClaimIT.texts(flat))
                .containsExactly("console.logs.read@" + alias + "/prod%2C%20eu%20%40%201")
                .allMatch(text -> Reference.parse(text).toString().equals(text));
    }

    @Test
    void theyAreNarrowedAsTheToken() {
        add(Map.of("claim.name", "app.rights"));
        String person = realm.personHolding("ADMIN@acme", "VIEW@globex/main");

        JsonNode claims = realm.tokensOf(person, "openid organization:globex").accessClaims();

        assertThat(ClaimIT.texts(claims.at("/app/rights"))).containsExactly("console.logs.read@globex/main");
    }

    @Test
    void aListAboveTheBoundIsLeftOut() {
        add(Map.of("maxEntries", "1"));

        JsonNode claims = realm.tokensOf(realm.personHolding("VIEW@globex/main", "VIEW@acme/prod-eu"))
                .accessClaims();

        assertThat(claims.has("user_permissions")).isFalse();
        assertThat(claims.path("user_permissions_overage").asInt()).isEqualTo(2);
    }
}
