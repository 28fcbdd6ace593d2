package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Tokens;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody with access to more objects than the mapper is set to gets a digest instead of the document. */
@ExtendWith(RealmOfTheClass.class)
class OverageIT {
    private final TestRealm realm;
    private final Mappers mappers;

    OverageIT(TestRealm realm) {
        this.realm = realm;
        this.mappers = new Mappers(realm, TestRealm.TEST_APP);
        mappers.addEverywhere("few", "rolecall-access-mapper", Map.of("claim.name", "few", "maxObjects", "2"));
    }

    @AfterEach
    void applicationIsAsBefore() {
        mappers.takeAway();
    }

    private JsonNode few(String person) {
        return realm.tokensOf(person).accessClaims().path("few");
    }

    @Test
    void asManyObjectsAsAllowedAreTheDocument() {
        Tokens tokens = realm.tokensOf(realm.personHolding("VIEW@acme", "VIEW@globex/main"));

        assertThat(tokens.accessClaims().path("few"))
                .isEqualTo(tokens.accessClaims().path("access"));
    }

    @Test
    void moreAreADigestOfThreeHundredBytes() {
        Tokens tokens = realm.tokensOf(realm.personHolding("VIEW@acme", "VIEW@acme/prod-eu", "VIEW@globex/main"));
        JsonNode few = tokens.accessClaims().path("few");

        assertThat(few.path("v").asInt()).isEqualTo(1);
        assertThat(few.path("overage").asBoolean()).isTrue();
        assertThat(few.path("objects").asInt()).isEqualTo(3);
        assertThat(few.path("digest").asText()).matches("sha-256:[A-Za-z0-9_-]{43}");
        assertThat(few.path("endpoint").asText())
                .isEqualTo(tokens.accessClaims().path("iss").asText() + "/rolecall/me/access");
        assertThat(few.toString()).hasSizeLessThan(300);
    }

    @Test
    void theDigestIsTheSameWhereverTheClaimStands() {
        Tokens tokens = realm.tokensOf(realm.personHolding("VIEW@acme", "VIEW@acme/prod-eu", "VIEW@globex/main"));
        JsonNode few = tokens.accessClaims().path("few");

        assertThat(tokens.idClaims().path("few")).isEqualTo(few);
        assertThat(realm.userinfo(tokens.access()).path("few")).isEqualTo(few);
        assertThat(realm.introspect(tokens.access()).path("few")).isEqualTo(few);
    }

    @Test
    void theDigestIsThatOfTheDocumentAtTheEndpoint() {
        Tokens tokens = realm.tokensOf(realm.personHolding("VIEW@acme", "VIEW@acme/prod-eu", "VIEW@globex/main"));
        JsonNode few = tokens.accessClaims().path("few");

        JsonNode answer = Http.get(URI.create(few.path("endpoint").asText()), tokens.access())
                .expecting(200)
                .json();

        assertThat(answer.path("access")).isEqualTo(tokens.accessClaims().path("access"));
        assertThat(answer.path("digest")).isEqualTo(few.path("digest"));
    }

    @Test
    void theDigestChangesWithTheDocumentAndComesBackWithIt() {
        String person = realm.personHolding("VIEW@acme", "VIEW@acme/prod-eu", "VIEW@globex/main");
        JsonNode before = few(person);

        realm.join(person, "MANAGE@globex/main").expecting(204);
        JsonNode between = few(person);
        realm.leave(person, "MANAGE@globex/main").expecting(204);

        assertThat(between.path("objects")).isEqualTo(before.path("objects"));
        assertThat(between.path("digest")).isNotEqualTo(before.path("digest"));
        assertThat(few(person)).isEqualTo(before);
    }

    @Test
    void aNarrowedTokenHasItsDocument() {
        String person = realm.personHolding("VIEW@acme", "VIEW@acme/prod-eu", "VIEW@globex/main");

        Tokens narrowed = realm.tokensOf(person, "openid organization:globex");

        assertThat(narrowed.accessClaims().path("few"))
                .isEqualTo(narrowed.accessClaims().path("access"));
    }
}
