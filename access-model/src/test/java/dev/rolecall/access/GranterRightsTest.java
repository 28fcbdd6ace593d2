package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class GranterRightsTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT)),
            List.of(new CustomRole("console.boss", RoleType.ADMIN, RoleScope.CUSTOMER, Set.of("console.logs.read"))));

    private static GranterRights holding(String... references) {
        return GranterRights.of("granter", document(references));
    }

    private static AccessDocument document(String... references) {
        List<Grant> grants = Arrays.stream(references)
                .filter(text -> !text.isBlank())
                .map(Reference::parse)
                .map(reference -> new Grant(
                        reference, CATALOG.permission(reference.name()).isPresent()))
                .toList();
        return AccessDocument.of(grants, CATALOG);
    }

    @ParameterizedTest(name = "holding {0}: {1} is {2}")
    @CsvFileSource(resources = "granter-rights.csv", numLinesToSkip = 1)
    void mayChangeUpToHisOwnTypeWhereHeIsAdmin(String held, String wanted, boolean may) {
        Reference reference = Reference.parse(wanted);

        assertThat(holding(held.split(" ", -1)).mayChange(reference.type().orElseThrow(), reference.object()))
                .isEqualTo(may);
    }

    @Test
    void nobodyGivesToHimself() {
        GranterRights rights = holding("SUPER@system");

        assertThat(rights.mayGiveTo("granter")).isFalse();
        assertThat(rights.mayGiveTo("another")).isTrue();
    }

    @Nested
    class AnAdministrator {
        @Test
        void isNotLimited() {
            assertThat(GranterRights.UNLIMITED.mayChange(RoleType.SUPER, new AccessObject.TheSystem()))
                    .isTrue();
            assertThat(GranterRights.UNLIMITED.sees(Set.of())).isTrue();
            assertThat(GranterRights.UNLIMITED.mayGiveTo("anybody")).isTrue();
            assertThat(GranterRights.UNLIMITED.customers()).isEmpty();
        }
    }

    @Nested
    class WhomHeSees {
        @Test
        void isTheMembersOfCustomersHeAdministers() {
            GranterRights rights = holding("ADMIN@acme", "MANAGE@globex");

            assertThat(rights.sees(Set.of("acme", "globex"))).isTrue();
            assertThat(rights.sees(Set.of("globex"))).isFalse();
            assertThat(rights.sees(Set.of())).isFalse();
        }

        @Test
        void isTheMembersWhereHeAdministersADeployment() {
            assertThat(holding("ADMIN@acme/main").sees(Set.of("acme"))).isTrue();
            assertThat(holding("MANAGE@acme/main").sees(Set.of("acme"))).isFalse();
        }

        @Test
        void isEverybodyForAnAdminOfTheSystem() {
            assertThat(holding("ADMIN@system").sees(Set.of())).isTrue();
            assertThat(holding("MANAGE@system").sees(Set.of("system"))).isFalse();
        }

        @Test
        void isNobodyByTheSystemItself() {
            assertThat(holding("ADMIN@acme").sees(Set.of("system"))).isFalse();
        }
    }

    @Nested
    class TheCustomersHeSees {
        @Test
        void areThoseHeAdministersSomethingOf() {
            assertThat(holding("ADMIN@acme", "ADMIN@globex/main", "MANAGE@initech")
                            .customers()
                            .orElseThrow())
                    .containsExactlyInAnyOrder("acme", "globex");
        }

        @Test
        void areAllForAnAdminOfTheSystem() {
            assertThat(holding("SUPER@system").customers()).isEmpty();
        }
    }

    @Nested
    class ANarrowedToken {
        @Test
        void administersNothingElse() {
            AccessDocument narrowed = document("ADMIN@acme", "ADMIN@globex", "SUPER@system")
                    .narrowedTo(Narrowing.toCustomers(Set.of("acme")), CATALOG);
            GranterRights rights = GranterRights.of("granter", narrowed);

            assertThat(rights.administers(new AccessObject.Customer("acme"))).isTrue();
            assertThat(rights.administers(new AccessObject.Customer("globex"))).isFalse();
            assertThat(rights.administersEverything()).isFalse();
        }

        @Test
        void forADeploymentAdministersThatOnly() {
            AccessDocument narrowed = document("ADMIN@acme")
                    .narrowedTo(Narrowing.toDeployment(DeploymentName.parse("acme/main")), CATALOG);
            GranterRights rights = GranterRights.of("granter", narrowed);

            assertThat(rights.administers(new AccessObject.Deployment("acme", "main")))
                    .isTrue();
            assertThat(rights.administers(new AccessObject.Deployment("acme", "other")))
                    .isFalse();
            assertThat(rights.administers(new AccessObject.Customer("acme"))).isFalse();
        }
    }
}
