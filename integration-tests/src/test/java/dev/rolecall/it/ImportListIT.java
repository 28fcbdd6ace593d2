package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of imports and of their rows come in pages, and a page has bounds. */
@ExtendWith(RealmOfTheClass.class)
class ImportListIT {
    private final TestRealm realm;
    private final String id;

    ImportListIT(TestRealm realm) {
        this.realm = realm;
        this.id = new Integration(realm).imported("usercode\n").path("id").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?max=1000", "?max=1", "?first=2147483647", ""})
    void aPageWithinItsBoundsIsAnswered(String query) {
        assertThat(see(query).status()).isEqualTo(200);
        assertThat(see("/" + id + "/rows" + query).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?max=1001", "?max=0", "?max=-1", "?max=99999999999", "?max=all", "?first=-1"})
    void aPageOutOfItsBoundsIsRefused(String query) {
        assertThat(see(query).status()).isEqualTo(400);
        assertThat(see("/" + id + "/rows" + query).status()).isEqualTo(400);
    }

    private Answer see(String below) {
        return Http.get(realm.asApplication().uri("/rolecall/imports" + below), realm.tokenOf("access-admin"));
    }
}
