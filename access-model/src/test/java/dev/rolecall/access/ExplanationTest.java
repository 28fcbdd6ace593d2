package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant PAST = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2027-01-01T00:00:00Z");

    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(
                    new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT),
                    new Permission("console.deploy.start", RoleType.MANAGE, RoleScope.DEPLOYMENT),
                    new Permission("console.billing.view", RoleType.VIEW, RoleScope.CUSTOMER),
                    new Permission("console.shards.manage", RoleType.SUPER, RoleScope.SYSTEM),
                    new Permission("a.b.c", RoleType.VIEW, RoleScope.DEPLOYMENT),
                    new Permission("a.b.c", RoleType.VIEW, RoleScope.CUSTOMER)),
            List.of(
                    new CustomRole(
                            "console.operator",
                            RoleType.VIEW,
                            RoleScope.CUSTOMER,
                            Set.of("console.logs.read", "console.deploy.start")),
                    new CustomRole(
                            "console.reader",
                            RoleType.MANAGE,
                            RoleScope.DEPLOYMENT,
                            Set.of("console.billing.view", "console.logs.read"))),
            Set.of("console.broken"));

    private final Map<String, Association> associations = new HashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();
    private final List<Holding> grants = new ArrayList<>();
    private boolean enabled = true;

    /** The reference of a role, or of a permission behind a {@code +}. */
    private void holds(String grant, Note... notes) {
        boolean direct = grant.charAt(0) == '+';
        Reference reference = Reference.parse(direct ? grant.substring(1) : grant);
        String organization = reference.object().organization();
        Association association = associations.computeIfAbsent(
                organization, alias -> new Association(alias, true, true, false, Notes.BY_HAND));
        grants.add(new Holding(new Grant(reference, direct), association, new Notes(List.of(notes))));
    }

    private static Note until(Instant end) {
        return new Note(new Origin(Origin.Kind.REST, "hr"), PAST, end);
    }

    private Explanation explain(String permission, String object) {
        Holdings holdings = new Holdings(enabled, List.copyOf(associations.values()), grants, ended);
        return Explanation.of(
                holdings, CATALOG.permission(permission).orElseThrow(), AccessObject.parse(object), CATALOG, NOW);
    }

    private List<String> misses(String permission, String object) {
        return explain(permission, object).nearMisses().stream()
                .map(miss -> miss.grant() + ": " + miss.hindrance().reason())
                .toList();
    }

    @Nested
    class AWay {
        @Test
        void namesPermissionRoleGrantAndOrigin() {
            holds("VIEW@acme", until(FUTURE));

            assertThat(explain("console.logs.read", "acme/prod-eu").ways())
                    .containsExactly(new Explanation.Way(
                            "console.logs.read", "VIEW", Reference.parse("VIEW@acme"), until(FUTURE)));
        }

        @Test
        void hasNoRoleForAPermissionThatWasGrantedDirectly() {
            holds("+console.logs.read@acme");

            assertThat(explain("console.logs.read", "acme").ways())
                    .containsExactly(new Explanation.Way(
                            "console.logs.read", null, Reference.parse("console.logs.read@acme"), Note.BY_HAND));
        }

        @Test
        void isToldForEachOriginThatIsInForce() {
            holds("VIEW@acme", until(PAST), new Note(new Origin(Origin.Kind.LDAP, null), PAST, null));

            assertThat(explain("console.logs.read", "acme").ways())
                    .extracting(way -> way.note().origin().kind())
                    .containsExactly(Origin.Kind.LDAP);
        }

        @Test
        void isToldFromTheNearestObjectUp() {
            holds("SUPER@system");
            holds("VIEW@acme/prod-eu");
            holds("console.operator@acme");

            assertThat(explain("console.logs.read", "acme/prod-eu").ways())
                    .extracting(way -> way.grant().toString())
                    .containsExactly("VIEW@acme/prod-eu", "console.operator@acme", "SUPER@system");
        }

        @Test
        void leavesNothingToBeMissed() {
            holds("VIEW@acme");
            holds("ADMIN@acme/staging", until(PAST));

            assertThat(explain("console.logs.read", "acme").nearMisses()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VIEW@acme                     | console.deploy.start  | acme/prod-eu | has VIEW, needs MANAGE",
                "ADMIN@system                  | console.shards.manage | system       | has ADMIN, needs SUPER",
                "ADMIN@acme/staging            | console.logs.read     | acme/prod-eu | 'has ADMIN@acme/staging, not on acme/prod-eu'",
                "ADMIN@acme/staging            | console.logs.read     | acme         | 'has ADMIN@acme/staging, not on acme'",
                "ADMIN@acme/prod-eu            | console.billing.view  | acme/prod-eu | 'console.billing.view is of scope CUSTOMER, a grant on acme/prod-eu reaches DEPLOYMENT only'",
                "+console.billing.view@acme/x  | console.billing.view  | acme/x       | 'console.billing.view is of scope CUSTOMER, a grant on acme/x reaches DEPLOYMENT only'",
                "console.operator@acme         | console.deploy.start  | acme         | 'console.operator contains it but is of type VIEW, needs MANAGE'",
                "console.reader@acme           | console.billing.view  | acme         | 'console.reader contains it but is of scope DEPLOYMENT, needs CUSTOMER'",
                "console.reader@acme           | console.deploy.start  | acme         | console.reader does not contain console.deploy.start",
                "console.gone@acme             | console.logs.read     | acme         | there is no role console.gone",
                "a.b.c@acme                    | console.logs.read     | acme         | several definitions are named a.b.c",
                "console.broken@acme           | console.logs.read     | acme         | console.broken has a type or scope that cannot be understood",
                "SUPER@acme                    | console.logs.read     | acme         | SUPER exists on the system only"
            })
    void aNearMissSaysWhatIsLacking(String grant, String permission, String object, String reason) {
        holds(grant);

        assertThat(misses(permission, object)).containsExactly(grant.replace("+", "") + ": " + reason);
    }

    @Nested
    class AGrantThatWouldGiveIt {
        @Test
        void isMissedWhenItExpired() {
            holds("VIEW@acme", until(PAST));

            assertThat(misses("console.logs.read", "acme")).containsExactly("VIEW@acme: expired on " + PAST);
        }

        @Test
        void isMissedWhenTheAssociationExpired() {
            associations.put("acme", new Association("acme", true, true, false, new Notes(List.of(until(PAST)))));
            holds("VIEW@acme");

            assertThat(misses("console.logs.read", "acme"))
                    .containsExactly("VIEW@acme: association with acme expired on " + PAST);
        }

        @Test
        void isMissedWhenTheCustomerIsDisabled() {
            associations.put("acme", new Association("acme", true, false, false, Notes.BY_HAND));
            holds("VIEW@acme");

            assertThat(misses("console.logs.read", "acme")).containsExactly("VIEW@acme: acme is disabled");
        }

        @Test
        void isMissedWhenTheUserIsDisabled() {
            holds("VIEW@acme");
            enabled = false;

            assertThat(misses("console.logs.read", "acme")).containsExactly("VIEW@acme: the user is disabled");
        }

        @Test
        void isMissedForAllReasonsAtOnce() {
            associations.put("acme", new Association("acme", true, false, false, Notes.BY_HAND));
            holds("VIEW@acme", until(PAST));
            enabled = false;

            assertThat(misses("console.logs.read", "acme"))
                    .containsExactly("VIEW@acme: the user is disabled; acme is disabled; expired on " + PAST);
        }

        @Test
        void comesBeforeOneThatIsTooLow() {
            holds("VIEW@acme");
            holds("MANAGE@acme", until(PAST));

            assertThat(misses("console.deploy.start", "acme"))
                    .containsExactly("MANAGE@acme: expired on " + PAST, "VIEW@acme: has VIEW, needs MANAGE");
        }
    }

    @Nested
    class WithoutTheAssociation {
        @Test
        void theNearestIsThatItEnded() {
            ended.put("acme", PAST);

            assertThat(misses("console.logs.read", "acme/prod-eu"))
                    .containsExactly("null: association with acme ended on " + PAST);
        }

        @Test
        void theNearestIsThatThereIsNone() {
            holds("VIEW@globex");

            assertThat(misses("console.logs.read", "acme")).containsExactly("null: not associated with acme");
        }
    }

    @Test
    void aGrantAtAnotherCustomerIsNotNear() {
        holds("VIEW@globex");
        holds("VIEW@acme/staging");

        assertThat(misses("console.logs.read", "acme/prod-eu"))
                .containsExactly("VIEW@acme/staging: has VIEW@acme/staging, not on acme/prod-eu");
    }

    @Test
    void namesNoMoreNearMissesThanAPersonReads() {
        IntStream.range(0, 500).forEach(i -> holds("VIEW@acme/d" + i));

        assertThat(misses("console.logs.read", "acme")).hasSize(Explanation.MOST_NEAR_MISSES);
    }
}
