package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT)), List.of());

    private static AccessDocument holding(String... roles) {
        return AccessDocument.of(
                Stream.of(roles)
                        .map(text -> new Grant(Reference.parse(text), false))
                        .toList(),
                CATALOG);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN@acme,         acme,         true",
        "ADMIN@acme,         acme/prod-eu, true",
        "ADMIN@acme,         globex,       false",
        "ADMIN@acme,         system,       false",
        "MANAGE@acme,        acme,         false",
        "MANAGE@system,      acme,         false",
        "ADMIN@system,       acme/prod-eu, true",
        "SUPER@system,       system,       true",
        "ADMIN@acme/prod-eu, acme/prod-eu, true",
        "ADMIN@acme/prod-eu, acme/staging, false",
        "ADMIN@acme/prod-eu, acme,         false"
    })
    void anAdminSeesWhatHeIsAdminOf(String role, String object, boolean sees) {
        assertThat(Sight.of(holding(role)).sees(AccessObject.parse(object))).isEqualTo(sees);
    }

    @Test
    void whoIsAdminOfNothingSeesNothing() {
        Sight sight = Sight.of(AccessDocument.NOTHING);

        assertThat(sight.sees(associatedWith("acme"))).isFalse();
        assertThat(sight.limit(holding("VIEW@acme", "VIEW@system"))).isEqualTo(AccessDocument.NOTHING);
    }

    @Test
    void anAdminSeesThePeopleAssociatedWithHisCustomer() {
        Sight sight = Sight.of(holding("ADMIN@acme"));

        assertThat(sight.sees(associatedWith("acme"))).isTrue();
        assertThat(sight.sees(associatedWith("globex"))).isFalse();
    }

    @Test
    void ofAPersonAnAdminSeesWhatIsHeldOnHisCustomer() {
        AccessDocument person = holding("VIEW@system", "MANAGE@acme", "VIEW@acme/prod-eu", "ADMIN@globex");

        assertThat(Sight.of(holding("ADMIN@acme")).limit(person))
                .isEqualTo(holding("MANAGE@acme", "VIEW@acme/prod-eu"));
        assertThat(Sight.of(holding("ADMIN@acme/prod-eu")).limit(person)).isEqualTo(holding("VIEW@acme/prod-eu"));
    }

    private static Holdings associatedWith(String alias) {
        return new Holdings(
                true, List.of(new Association(alias, true, true, false, Notes.BY_HAND)), List.of(), Map.of());
    }
}
