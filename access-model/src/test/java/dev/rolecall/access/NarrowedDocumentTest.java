package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NarrowedDocumentTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(
                    new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT),
                    new Permission("console.deploy.start", RoleType.MANAGE, RoleScope.DEPLOYMENT),
                    new Permission("billing.view", RoleType.VIEW, RoleScope.CUSTOMER),
                    new Permission("console.shards.view", RoleType.VIEW, RoleScope.SYSTEM)),
            List.of(
                    new CustomRole(
                            "console.operator",
                            RoleType.MANAGE,
                            RoleScope.CUSTOMER,
                            Set.of("console.deploy.start", "billing.view")),
                    new CustomRole("console.accountant", RoleType.VIEW, RoleScope.CUSTOMER, Set.of("billing.view"))));

    private static final List<String> GRANTS = List.of(
            "VIEW@system",
            "SUPER@system",
            "VIEW@acme",
            "ADMIN@acme",
            "console.operator@acme",
            "console.accountant@acme",
            "VIEW@acme/prod-eu",
            "MANAGE@acme/dr",
            "MANAGE@globex",
            "VIEW@globex/prod-eu",
            "ADMIN@globex/main");

    private static final List<AccessObject> OBJECTS = List.of(
            new AccessObject.TheSystem(),
            new AccessObject.Customer("acme"),
            new AccessObject.Customer("globex"),
            new AccessObject.Deployment("acme", "prod-eu"),
            new AccessObject.Deployment("acme", "dr"),
            new AccessObject.Deployment("globex", "prod-eu"),
            new AccessObject.Deployment("globex", "main"));

    private static final List<String> PERMISSIONS =
            List.of("console.logs.read", "console.deploy.start", "billing.view", "console.shards.view");

    private static AccessDocument holding(String... references) {
        return holding(List.of(references));
    }

    private static AccessDocument holding(List<String> references) {
        return AccessDocument.of(
                references.stream()
                        .map(r -> new Grant(Reference.parse(r), false))
                        .toList(),
                CATALOG);
    }

    private static Narrowing to(String deployment) {
        return Narrowing.toDeployment(DeploymentName.parse(deployment));
    }

    private static Map<String, Object> on(String customer, String deployment, Map<String, Object> access) {
        return Map.of("v", 1, "customers", Map.of(customer, Map.of("deployments", Map.of(deployment, access))));
    }

    private static Map<String, Object> access(List<String> roles, String... permissions) {
        return Map.of("roles", roles, "permissions", List.of(permissions));
    }

    @Nested
    class ToADeployment {
        @Test
        void whatItsOwnGrantGivesIsLeftAlone() {
            assertThat(holding("VIEW@acme/prod-eu", "MANAGE@acme/dr", "VIEW@globex/main")
                            .narrowedTo(to("acme/prod-eu"), CATALOG)
                            .toClaim())
                    .isEqualTo(on("acme", "prod-eu", access(List.of("VIEW"), "console.logs.read")));
        }

        @Test
        void whatTheCustomersGrantGivesThereStandsUnderIt() {
            assertThat(holding("ADMIN@acme").narrowedTo(to("prod-eu"), CATALOG).toClaim())
                    .isEqualTo(on(
                            "acme", "prod-eu", access(List.of("ADMIN"), "console.deploy.start", "console.logs.read")));
        }

        @Test
        void whatTheSystemsGrantGivesThereStandsUnderIt() {
            assertThat(holding("SUPER@system")
                            .narrowedTo(to("acme/prod-eu"), CATALOG)
                            .toClaim())
                    .isEqualTo(on(
                            "acme", "prod-eu", access(List.of("ADMIN"), "console.deploy.start", "console.logs.read")));
        }

        @Test
        void aNameAloneMeansTheCustomersThePersonHasGrantsOn() {
            AccessDocument narrowed =
                    holding("VIEW@system", "VIEW@acme/dr", "MANAGE@globex").narrowedTo(to("main"), CATALOG);

            assertThat(narrowed.customers()).containsOnlyKeys("acme", "globex");
        }

        @Test
        void ofSeveralRoleTypesTheHighestStands() {
            AccessDocument narrowed = holding("VIEW@acme", "MANAGE@acme/dr").narrowedTo(to("acme/dr"), CATALOG);

            assertThat(narrowed.customers().get("acme").deployments().get("dr").roles())
                    .containsExactly("MANAGE");
        }

        @Test
        void aCustomRoleStaysWhereItHoldsSomethingThere() {
            AccessDocument narrowed =
                    holding("console.operator@acme", "console.accountant@acme").narrowedTo(to("acme/dr"), CATALOG);

            assertThat(narrowed.toClaim())
                    .isEqualTo(on("acme", "dr", access(List.of("console.operator"), "console.deploy.start")));
        }

        @Test
        void nothingIsLeftWhereNothingIsHeld() {
            assertThat(holding("VIEW@acme/prod-eu")
                            .narrowedTo(to("globex/prod-eu"), CATALOG)
                            .toClaim())
                    .isEqualTo(Map.of("v", 1));
        }

        @Test
        void ofACustomerThatIsNotLimitedToNothingIsLeft() {
            Narrowing both = Narrowing.toCustomers(Set.of("acme")).and(to("globex/prod-eu"));

            assertThat(holding("SUPER@system", "ADMIN@globex")
                            .narrowedTo(both, CATALOG)
                            .toClaim())
                    .isEqualTo(Map.of("v", 1));
        }
    }

    @Test
    void narrowedToNothingItIsEmpty() {
        assertThat(holding(GRANTS).narrowedTo(Narrowing.TO_NOTHING, CATALOG)).isEqualTo(AccessDocument.NOTHING);
    }

    /** Random people, random narrowings, every object and permission. */
    @RepeatedTest(300)
    void aNarrowedDocumentHoldsNoMoreAndOnADeploymentNoLess(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        AccessDocument whole = holding(some(random, GRANTS));
        DeploymentName deployment = DeploymentName.parse(
                any(random, List.of("prod-eu", "dr", "main", "acme/prod-eu", "globex/prod-eu", "globex/none")));
        Narrowing narrowing = any(
                random,
                List.of(
                        Narrowing.toDeployment(deployment),
                        Narrowing.toCustomers(Set.of("acme")),
                        Narrowing.toCustomers(Set.of("acme")).and(Narrowing.toDeployment(deployment))));

        AccessDocument narrowed = whole.narrowedTo(narrowing, CATALOG);

        for (AccessObject object : OBJECTS) {
            for (String permission : PERMISSIONS) {
                if (narrowed.permits(permission, object)) {
                    assertThat(whole.permits(permission, object)).isTrue();
                    assertThat(isWithin(object, narrowing)).isTrue();
                }
            }
            if (object instanceof AccessObject.Deployment named
                    && narrowing.customers() == null
                    && deployment.equals(new DeploymentName(named.customer(), named.name()))) {
                assertThat(narrowed.permits("console.logs.read", object))
                        .isEqualTo(whole.permits("console.logs.read", object));
            }
        }
    }

    @RepeatedTest(300)
    void twoNarrowingsHoldOnlyWhereBothReach(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        AccessDocument whole = holding(some(random, GRANTS));
        List<Narrowing> all = List.of(
                to("prod-eu"), to("dr"), to("acme/prod-eu"), Narrowing.toCustomers(Set.of("acme")), Narrowing.NONE);
        Narrowing one = any(random, all);
        Narrowing other = any(random, all);

        AccessDocument both = whole.narrowedTo(one.and(other), CATALOG);

        for (AccessObject object : OBJECTS) {
            for (String permission : PERMISSIONS) {
                if (both.permits(permission, object)) {
                    assertThat(whole.permits(permission, object)).isTrue();
                    assertThat(isWithin(object, one) && isWithin(object, other)).isTrue();
                }
            }
        }
    }

    private static boolean isWithin(AccessObject object, Narrowing narrowing) {
        boolean customer =
                narrowing.customers() == null || narrowing.customers().contains(object.organization());
        boolean deployment = narrowing.deployments() == null
                || (object instanceof AccessObject.Deployment named
                        && narrowing.deployments().stream()
                                .anyMatch(d -> d.name().equals(named.name())
                                        && (d.customer() == null || d.customer().equals(named.customer()))));
        return customer && deployment;
    }

    @Nested
    class WithSomePermissions {
        private final AccessDocument whole = holding("ADMIN@acme", "VIEW@globex/main");

        @Test
        void rolesStay() {
            assertThat(whole.withPermissions(p -> false).toClaim())
                    .isEqualTo(Map.of(
                            "v",
                            1,
                            "customers",
                            Map.of(
                                    "acme", Map.of("roles", List.of("ADMIN")),
                                    "globex",
                                            Map.of("deployments", Map.of("main", Map.of("roles", List.of("VIEW")))))));
        }

        @Test
        void anObjectWithoutRolesAndPermissionsGoes() {
            AccessDocument direct =
                    AccessDocument.of(List.of(new Grant(Reference.parse("billing.view@acme"), true)), CATALOG);

            assertThat(direct.withPermissions(p -> p.startsWith("console."))).isEqualTo(AccessDocument.NOTHING);
        }
    }

    @Nested
    class Flat {
        @Test
        void eachPermissionStandsWithItsObjectAndReadsBack() {
            List<Reference> flat =
                    holding("VIEW@system", "VIEW@acme", "VIEW@globex/main").permissions();

            assertThat(flat)
                    .map(Reference::toString)
                    .containsExactly(
                            "billing.view@acme",
                            "billing.view@system",
                            "console.logs.read@acme",
                            "console.logs.read@globex/main",
                            "console.logs.read@system",
                            "console.shards.view@system");
            assertThat(flat).allMatch(r -> Reference.parse(r.toString()).equals(r));
        }
    }

    @Nested
    class Overage {
        private static final String ENDPOINT = "https://id.test/realms/cloud/rolecall/me/access";

        @Test
        void countsTheSystemCustomersAndDeploymentsWithSomethingGrantedThere() {
            assertThat(holding("VIEW@system", "VIEW@acme", "VIEW@acme/dr", "VIEW@globex/main")
                            .objects())
                    .isEqualTo(4);
        }

        @Test
        void asManyObjectsAsAllowedAreTheDocument() {
            assertThat(holding("VIEW@acme", "VIEW@acme/dr").toClaim(2, () -> ENDPOINT))
                    .containsKey("customers");
        }

        @Test
        void oneMoreIsADigest() {
            Map<String, Object> claim = holding("VIEW@acme", "VIEW@acme/dr").toClaim(1, () -> ENDPOINT);

            assertThat(claim)
                    .containsOnlyKeys("v", "overage", "objects", "digest", "endpoint")
                    .containsEntry("objects", 2)
                    .containsEntry("endpoint", ENDPOINT);
            assertThat((String) claim.get("digest")).matches("sha-256:[A-Za-z0-9_-]{43}");
        }

        /** Random people in pairs: equal documents have one digest, different ones two. */
        @RepeatedTest(300)
        void theDigestChangesExactlyWhenTheDocumentDoes(RepetitionInfo repetition) {
            Random random = new Random(repetition.getCurrentRepetition());
            List<String> some = some(random, GRANTS);
            List<String> others = random.nextBoolean() ? reversed(some) : some(random, GRANTS);
            AccessDocument one = holding(some);
            AccessDocument other = holding(others);

            assertThat(digest(one).equals(digest(other)))
                    .isEqualTo(one.toClaim().equals(other.toClaim()));
        }

        @Test
        void theDigestIsOfTheDocumentInSortedJsonWithoutSpaces() {
            assertThat(new String(CanonicalJson.of(holding("VIEW@globex/main")), StandardCharsets.UTF_8))
                    .isEqualTo("{\"customers\":{\"globex\":{\"deployments\":{\"main\":{\"permissions\":"
                            + "[\"console.logs.read\"],\"roles\":[\"VIEW\"]}}}},\"v\":1}");
        }

        /** What an application that reads the whole document can do itself. */
        @RepeatedTest(20)
        void theDigestIsWhatAReaderOfTheClaimComputes(RepetitionInfo repetition) throws JsonProcessingException {
            AccessDocument document = holding(some(new Random(repetition.getCurrentRepetition()), GRANTS));

            String sorted = JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build()
                    .writeValueAsString(document.toClaim());

            assertThat(new String(CanonicalJson.of(document), StandardCharsets.UTF_8))
                    .isEqualTo(sorted);
        }

        private String digest(AccessDocument document) {
            return String.valueOf(document.toClaim(-1, () -> ENDPOINT).get("digest"));
        }
    }

    private static List<String> some(Random random, List<String> of) {
        return Stream.generate(() -> any(random, of)).limit(random.nextInt(5)).toList();
    }

    private static List<String> reversed(List<String> of) {
        List<String> reversed = new ArrayList<>(of);
        Collections.reverse(reversed);
        return reversed;
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
