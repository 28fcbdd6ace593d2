package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People are associated with customers, for good or for a time. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class MembersIT {
    private final TestRealm realm;
    private final Database database;
    private final AccessCalls calls;
    private final String person;
    private final String member;

    MembersIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.calls = AccessCalls.ofSuper(realm);
        this.person = realm.person();
        this.member = "customers/acme/members/id:" + person;
    }

    @Test
    void aMemberIsNewOnceAndThereAfterwards() {
        calls.put(member, Json.object()).expecting(201);
        calls.put(member, Json.object()).expecting(200);

        assertThat(realm.isMember(person, "acme")).isTrue();
    }

    @Test
    void aMemberIsDescribedWithWhereItCameFrom() {
        Instant end = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        calls.put(member, Json.of(Map.of("expiresAt", end.toString()))).expecting(201);

        JsonNode found = calls.get(member).expecting(200).json();

        assertThat(found.at("/user/username").asText()).isEqualTo(realm.username(person));
        assertThat(found.path("expiresAt").asText()).isEqualTo(end.toString());
        assertThat(found.at("/origins/0/kind").asText()).isEqualTo("rest");
        assertThat(found.at("/origins/0/id").asText()).isEqualTo("access-admin");
        assertThat(found.path("managed").asBoolean()).isFalse();
    }

    @Test
    void membersAreListed() {
        String alias = realm.customers().add();
        calls.put("customers/" + alias + "/members/id:" + person, Json.object()).expecting(201);

        JsonNode page =
                calls.get("customers/" + alias + "/members").expecting(200).json();

        assertThat(page.path("total").asInt()).isEqualTo(1);
        assertThat(page.at("/entries/0/user/id").asText()).isEqualTo(person);
    }

    @Test
    void aStrangerIsNoMember() {
        assertThat(AccessCalls.refusal(calls.get(member))).isEqualTo("404 user: unknown-user");
        assertThat(AccessCalls.refusal(calls.delete(member))).isEqualTo("404 customer: not-held");
    }

    @Test
    void membersOfNobodysCustomerAreRefused() {
        assertThat(AccessCalls.refusal(calls.put("customers/not-there/members/id:" + person, Json.object())))
                .isEqualTo("404 customer: unknown-customer");
    }

    /** Keycloak makes such accounts at a login through an identity provider of the organization, and deletes them with it. */
    @Nested
    class AnAccountThatIsManagedByItsCustomer {
        private final String alias = realm.customers().add();
        private final String managed = "customers/" + alias + "/members/id:" + person;

        AnAccountThatIsManagedByItsCustomer() {
            realm.associate(person, alias);
            database.execute("update USER_GROUP_MEMBERSHIP set MEMBERSHIP_TYPE = 'MANAGED' where USER_ID = '" + person
                    + "' and GROUP_ID in (select GROUP_ID from ORG where ALIAS = '" + alias + "')");
        }

        @Test
        void isShownAsSuch() {
            assertThat(calls.get(managed).expecting(200).json().path("managed").asBoolean())
                    .isTrue();
        }

        @Test
        void staysAMember() {
            assertThat(AccessCalls.refusal(calls.delete(managed + "?allOrigins=true")))
                    .isEqualTo("409 customer: managed-member");
            assertThat(realm.isMember(person, alias)).isTrue();
        }

        @Test
        void isNoMemberForATime() {
            assertThat(AccessCalls.refusal(calls.put(managed, Json.of(Map.of("expiresAt", "2099-01-01T00:00:00Z")))))
                    .isEqualTo("409 customer: managed-member");
        }

        @Test
        void keepsItsCustomer() {
            assertThat(AccessCalls.refusal(calls.delete("customers/" + alias)))
                    .isEqualTo("409 customer: managed-member");
            assertThat(realm.user(person).path("enabled").asBoolean()).isTrue();
        }
    }

    @Nested
    class TheEndOfAnAssociation {
        @Test
        void endsTheGrantsThereForGood() {
            calls.put(member, Json.object()).expecting(201);
            calls.give("id:" + person, "ADMIN@acme/prod-eu").expecting(201);
            realm.join(person, "VIEW@acme").expecting(204);

            calls.delete(member).expecting(204);
            calls.put(member, Json.object()).expecting(201);

            assertThat(realm.access(person)).isEqualTo(Json.read("{\"v\":1}"));
        }

        @Test
        void leavesThePerson() {
            calls.put(member, Json.object()).expecting(201);

            calls.delete(member).expecting(204);

            assertThat(realm.user(person).path("enabled").asBoolean()).isTrue();
        }

        @Test
        void thatWasMadeByHandNeedsToSaySo() {
            realm.associate(person, "acme");

            assertThat(AccessCalls.refusal(calls.delete(member))).isEqualTo("409 customer: other-origins");
            assertThat(realm.isMember(person, "acme")).isTrue();
            calls.delete(member + "?allOrigins=true").expecting(204);
            assertThat(realm.isMember(person, "acme")).isFalse();
        }

        @Test
        void isInTheEventsWithTheGrantsItEnds() {
            calls.put(member, Json.object()).expecting(201);
            calls.give("id:" + person, "VIEW@acme").expecting(201);

            calls.delete(member).expecting(204);

            JsonNode events = realm.asAdministrator()
                    .get(realm.path("/admin-events?operationTypes=DELETE&resourcePath=*" + person + "*"))
                    .expecting(200)
                    .json();
            assertThat(events.findValuesAsText("resourceType"))
                    .containsExactlyInAnyOrder("ORGANIZATION_MEMBERSHIP", "ROLECALL_GRANT");
        }
    }
}
