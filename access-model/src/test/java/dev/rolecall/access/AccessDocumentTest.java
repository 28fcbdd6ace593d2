package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccessDocumentTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(
                    new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT),
                    new Permission("console.deploy.start", RoleType.MANAGE, RoleScope.DEPLOYMENT),
                    new Permission("console.billing.view", RoleType.VIEW, RoleScope.CUSTOMER),
                    new Permission("console.billing.manage", RoleType.MANAGE, RoleScope.CUSTOMER),
                    new Permission("console.shards.view", RoleType.VIEW, RoleScope.SYSTEM)),
            List.of(new CustomRole(
                    "console.operator",
                    RoleType.VIEW,
                    RoleScope.CUSTOMER,
                    Set.of("console.logs.read", "console.deploy.start", "console.shards.view"))));

    private static AccessDocument roles(String... references) {
        return AccessDocument.of(
                Stream.of(references)
                        .map(text -> new Grant(Reference.parse(text), false))
                        .toList(),
                CATALOG);
    }

    private static AccessDocument permissions(String... references) {
        return AccessDocument.of(
                Stream.of(references)
                        .map(text -> new Grant(Reference.parse(text), true))
                        .toList(),
                CATALOG);
    }

    @Test
    void isOnlyAVersionForAPersonWithoutGrants() {
        assertThat(roles().toClaim()).isEqualTo(Map.of("v", 1));
    }

    @Test
    void isTheClaimOfTheAccessModel() {
        AccessDocument document = roles("VIEW@system", "MANAGE@acme", "VIEW@globex/main");

        assertThat(document.toClaim())
                .isEqualTo(Map.of(
                        "v",
                        1,
                        "system",
                        Map.of(
                                "roles",
                                List.of("VIEW"),
                                "permissions",
                                List.of("console.billing.view", "console.logs.read", "console.shards.view")),
                        "customers",
                        Map.of(
                                "acme",
                                Map.of(
                                        "roles",
                                        List.of("MANAGE"),
                                        "permissions",
                                        List.of(
                                                "console.billing.manage",
                                                "console.billing.view",
                                                "console.deploy.start",
                                                "console.logs.read")),
                                "globex",
                                Map.of(
                                        "deployments",
                                        Map.of(
                                                "main",
                                                Map.of(
                                                        "roles",
                                                        List.of("VIEW"),
                                                        "permissions",
                                                        List.of("console.logs.read")))))));
    }

    @Test
    void namesTheHighestTypeOnly() {
        assertThat(roles("VIEW@acme", "ADMIN@acme", "MANAGE@acme")
                        .customers()
                        .get("acme")
                        .own()
                        .roles())
                .containsExactly("ADMIN");
    }

    @Test
    void leavesOutWhatARoleDoesNotExistFor() {
        assertThat(roles("SUPER@acme")).isEqualTo(AccessDocument.NOTHING);
    }

    @Test
    void leavesOutUnknownCustomRoles() {
        assertThat(roles("console.nobody@acme")).isEqualTo(AccessDocument.NOTHING);
    }

    @Nested
    class OfACustomRole {
        @Test
        void holdsItsPermissionsLessThoseAboveItsTypeOrOutsideItsScope() {
            assertThat(roles("console.operator@acme")
                            .customers()
                            .get("acme")
                            .own()
                            .permissions())
                    .containsExactly("console.logs.read");
        }
    }

    @Nested
    class OfADirectPermission {
        @Test
        void holdsJustThat() {
            assertThat(permissions("console.billing.view@acme")
                            .customers()
                            .get("acme")
                            .own())
                    .isEqualTo(new ObjectAccess(
                            new java.util.TreeSet<>(), new java.util.TreeSet<>(Set.of("console.billing.view"))));
        }

        @Test
        void givesNothingOnAnObjectOfANarrowerScope() {
            assertThat(permissions("console.billing.view@acme/prod")).isEqualTo(AccessDocument.NOTHING);
        }
    }

    @Nested
    class Permits {
        private final AccessObject prod = new AccessObject.Deployment("acme", "prod");

        @Test
        void onADeploymentByARoleOnItsCustomer() {
            assertThat(roles("VIEW@acme").permits("console.logs.read", prod)).isTrue();
        }

        @Test
        void onADeploymentByARoleOnTheSystem() {
            assertThat(roles("VIEW@system").permits("console.logs.read", prod)).isTrue();
        }

        @Test
        void nothingOnAnotherDeployment() {
            assertThat(roles("ADMIN@acme/staging").permits("console.logs.read", prod))
                    .isFalse();
        }

        @Test
        void nothingOnTheCustomerByARoleOnADeployment() {
            assertThat(roles("ADMIN@acme/prod").permits("console.logs.read", new AccessObject.Customer("acme")))
                    .isFalse();
        }

        @Test
        void nothingOnAnotherCustomer() {
            assertThat(roles("ADMIN@acme").permits("console.billing.view", new AccessObject.Customer("globex")))
                    .isFalse();
        }

        @Test
        void nothingOnTheSystemByARoleOnACustomer() {
            assertThat(roles("ADMIN@acme").permits("console.billing.view", new AccessObject.TheSystem()))
                    .isFalse();
        }
    }

    @Nested
    class Narrowed {
        @Test
        void keepsOnlyThoseCustomers() {
            assertThat(roles("VIEW@acme", "VIEW@globex").narrowedToCustomers(Set.of("acme")))
                    .isEqualTo(roles("VIEW@acme"));
        }

        @Test
        void dropsWhatIsHeldOnTheSystem() {
            assertThat(roles("SUPER@system", "VIEW@acme").narrowedToCustomers(Set.of("acme")))
                    .isEqualTo(roles("VIEW@acme"));
        }

        @Test
        void isNothingForACustomerOfOthers() {
            assertThat(roles("VIEW@acme").narrowedToCustomers(Set.of("globex"))).isEqualTo(AccessDocument.NOTHING);
        }
    }
}
