package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionCatalogTest {
    private static final Permission READ = new Permission("app.read", RoleType.VIEW, RoleScope.DEPLOYMENT);

    @Test
    void holdsAPermissionByADefaultRole() {
        assertThat(new PermissionCatalog(List.of(READ), List.of()).heldBy(RoleType.VIEW, RoleScope.CUSTOMER))
                .containsExactly("app.read");
    }

    @Test
    void leavesOutANameThatStandsForTwoPermissions() {
        Permission twin = new Permission("app.read", RoleType.ADMIN, RoleScope.SYSTEM);

        PermissionCatalog catalog = new PermissionCatalog(List.of(READ, twin), List.of());

        assertThat(catalog.permission("app.read")).isEmpty();
        assertThat(catalog.heldBy(RoleType.SUPER, RoleScope.SYSTEM)).isEmpty();
    }

    @Test
    void leavesOutANameThatIsBothAPermissionAndACustomRole() {
        CustomRole twin = new CustomRole("app.read", RoleType.VIEW, RoleScope.DEPLOYMENT, Set.of());

        PermissionCatalog catalog = new PermissionCatalog(List.of(READ), List.of(twin));

        assertThat(catalog.permission("app.read")).isEmpty();
        assertThat(catalog.customRole("app.read")).isEmpty();
    }

    @Test
    void stillMarksWhatItLeavesOut() {
        PermissionCatalog catalog = new PermissionCatalog(List.of(READ, READ), List.of(), Set.of("app.odd"));

        assertThat(catalog.isMarked("app.read")).isTrue();
        assertThat(catalog.isMarked("app.odd")).isTrue();
        assertThat(catalog.isMarked("app.plain")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "VIEW@acme, false, true",
        "SUPER@system, false, true",
        "SUPER@acme, false, false",
        "app.support@acme, false, true",
        "app.nobody@acme, false, false",
        "app.read@acme/main, true, true",
        "app.bill@acme, true, true",
        "app.bill@acme/main, true, false",
        "app.nothing@acme, true, false"
    })
    void tellsWhetherAGrantStandsForSomething(String reference, boolean direct, boolean defined) {
        PermissionCatalog catalog = new PermissionCatalog(
                List.of(READ, new Permission("app.bill", RoleType.VIEW, RoleScope.CUSTOMER)),
                List.of(new CustomRole("app.support", RoleType.VIEW, RoleScope.CUSTOMER, Set.of())));

        assertThat(catalog.defines(new Grant(Reference.parse(reference), direct)))
                .isEqualTo(defined);
    }
}
