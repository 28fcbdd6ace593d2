package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

class WishesTest {
    @Test
    void everyGrantNamesTheAssociationItNeeds() {
        Wanted wanted = Wishes.associating(new Wanted(
                List.of("initech"), List.of("ADMIN@acme/prod-eu", "VIEW@acme"), List.of("console.logs.read@globex")));

        assertThat(wanted.customers()).containsExactly("initech", "acme", "globex");
        assertThat(wanted.roles()).containsExactly("ADMIN@acme/prod-eu", "VIEW@acme");
    }

    @Test
    void nothingWantedTakesEverything() {
        Wanted wanted = Wishes.associating(new Wanted(List.of(), List.of(), List.of()));

        assertThat(wanted).isEqualTo(new Wanted(List.of(), List.of(), List.of()));
    }
}
