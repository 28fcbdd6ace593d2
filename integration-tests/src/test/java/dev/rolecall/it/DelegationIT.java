package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import dev.rolecall.it.AccessCalls.Delegate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gives, or takes, what he does not hold, and nobody sees other customers' people. */
@ExtendWith(RealmOfTheClass.class)
class DelegationIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final TestRealm realm;
    private final String person;
    private final String user;

    DelegationIT(TestRealm realm) {
        this.realm = realm;
        this.person = realm.person();
        this.user = "id:" + person;
        realm.associate(person, "acme");
    }

    private Delegate holding(String... references) {
        return AccessCalls.delegate(realm, references);
    }

    @Nested
    class AnAdminOfACustomer {
        private final Delegate admin = holding("ADMIN@acme");

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "VIEW@acme",
                    "ADMIN@acme",
                    "ADMIN@acme/prod-eu",
                    "console.logs.read@acme/prod-eu",
                    "console.users.manage@acme"
                })
        void givesUpToAdminThereAndOnItsDeployments(String reference) {
            assertThat(admin.calls().give(user, reference).status()).isEqualTo(201);
            assertThat(realm.access(person).at("/customers/acme").isMissingNode())
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"VIEW@globex", "VIEW@globex/main", "VIEW@system", "VIEW@not-there", "SUPER@acme"})
        void givesNothingElsewhereAndNothingAbove(String reference) {
            realm.associate(person, "globex");

            assertThat(AccessCalls.refusal(admin.calls().give(user, reference))).isEqualTo("403 grant: above-ceiling");
            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void givesNoPermissionAboveHisType() {
            String superPermission = realm.permission("SUPER", "DEPLOYMENT");

            Answer answer = admin.calls().give(user, superPermission + "@acme");

            realm.removePermission(superPermission);
            assertThat(AccessCalls.refusal(answer)).isEqualTo("403 grant: above-ceiling");
        }

        @Test
        void isToldHowToAskAgain() {
            Answer answer = admin.calls().give(user, "VIEW@globex");

            assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
        }

        @Test
        void isRefusedOnlyTheRowsThatAreNotHisAmongMany() {
            realm.associate(person, "globex");
            JsonNode rows = Json.of(List.of(
                    Map.of("op", "put", "user", user, "grant", "VIEW@acme"),
                    Map.of("op", "put", "user", user, "grant", "VIEW@globex"),
                    Map.of("op", "put", "user", user, "grant", "ADMIN@acme/prod-eu")));

            JsonNode answer = admin.calls().bulk(rows).expecting(207).json();

            assertThat(answer.path("results").findValuesAsText("status"))
                    .containsExactly("created", "rejected", "created");
            assertThat(answer.at("/results/1/errors/0/field").asText()).isEqualTo("grant");
            assertThat(answer.at("/results/1/errors/0/code").asText()).isEqualTo("above-ceiling");
            JsonNode held = realm.access(person).path("customers");
            assertThat(held.has("globex")).isFalse();
            assertThat(held.at("/acme/roles/0").asText()).isEqualTo("VIEW");
            assertThat(held.at("/acme/deployments/prod-eu/roles/0").asText()).isEqualTo("ADMIN");
        }

        @Test
        void doesNotSeeWhoIsNoMemberThere() {
            String stranger = realm.person();
            realm.associate(stranger, "globex");

            assertThat(AccessCalls.refusal(admin.calls().give("id:" + stranger, "VIEW@acme")))
                    .isEqualTo("404 user: unknown-user");
            assertThat(AccessCalls.refusal(admin.calls().put("customers/acme/members/id:" + stranger, Json.object())))
                    .isEqualTo("404 user: unknown-user");
        }

        @Test
        void givesNothingToHimself() {
            assertThat(AccessCalls.refusal(admin.calls().give("id:" + admin.user(), "VIEW@acme/prod-eu")))
                    .isEqualTo("403 grant: above-ceiling");
        }

        @Test
        void takesWhatHeMayGive() {
            realm.join(person, "ADMIN@acme").expecting(204);

            admin.calls().takeFromAll(user, "ADMIN@acme").expecting(204);

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void takesNothingElsewhere() {
            realm.give(person, "VIEW@globex");

            assertThat(AccessCalls.refusal(admin.calls().takeFromAll(user, "VIEW@globex")))
                    .isEqualTo("403 grant: above-ceiling");
            assertThat(realm.access(person).at("/customers/globex/roles/0").asText())
                    .isEqualTo("VIEW");
        }

        @Test
        void mayNoLongerWhenHeIsAdminNoMore() {
            AccessCalls calls = admin.calls();
            calls.give(user, "VIEW@acme").expecting(201);

            realm.leave(admin.user(), "ADMIN@acme").expecting(204);

            // from then on he sees nobody there either
            assertThat(AccessCalls.refusal(calls.give(user, "MANAGE@acme"))).isEqualTo("404 user: unknown-user");
        }

        @Test
        void mayNothingWithATokenForAnotherCustomer() {
            realm.give(admin.user(), "ADMIN@globex");
            AccessCalls narrowed = admin.calls(Map.of("scope", "organization:globex"));

            assertThat(AccessCalls.refusal(narrowed.give(user, "VIEW@acme"))).isEqualTo("404 user: unknown-user");
            realm.associate(person, "globex");
            assertThat(AccessCalls.refusal(narrowed.give(user, "VIEW@acme"))).isEqualTo("403 grant: above-ceiling");
            assertThat(narrowed.give(user, "VIEW@globex").status()).isEqualTo(201);
        }

        @Test
        void seesHisCustomersOnly() {
            JsonNode page = admin.calls().get("customers").expecting(200).json();

            assertThat(page.path("total").asInt()).isEqualTo(1);
            assertThat(page.at("/entries/0/alias").asText()).isEqualTo("acme");
        }

        @ParameterizedTest
        @CsvSource({
            "GET, customers/globex, 404 customer: unknown-customer",
            "GET, customers/globex/deployments, 404 customer: unknown-customer",
            "GET, customers/globex/members, 403 customer: above-ceiling",
            "GET, customers/not-there/members, 403 customer: above-ceiling",
            "PUT, customers/acme, 403 customer: above-ceiling",
            "PUT, customers/new-one, 403 customer: above-ceiling",
            "DELETE, customers/acme, 403 customer: above-ceiling",
            "PUT, customers/globex/deployments/x, 403 customer: above-ceiling",
            "DELETE, customers/globex/deployments/main, 403 customer: above-ceiling",
            "DELETE, customers/system/members/id:x, 403 customer: above-ceiling"
        })
        void isTurnedAwayElsewhere(String method, String path, String refusal) {
            assertThat(AccessCalls.refusal(admin.calls().send(method, path, Json.object())))
                    .isEqualTo(refusal);
        }

        @Test
        void makesAndRemovesDeploymentsOfHis() {
            String name = "d-" + person;

            admin.calls()
                    .put("customers/acme/deployments/" + name, Json.object())
                    .expecting(201);
            admin.calls().delete("customers/acme/deployments/" + name).expecting(204);

            assertThat(realm.customers().groupsBelow("acme", "")).doesNotContain(name);
        }
    }

    @Nested
    class AnAdminOfADeployment {
        private final Delegate admin = holding("ADMIN@acme/prod-eu");

        @Test
        void givesThere() {
            admin.calls().give(user, "ADMIN@acme/prod-eu").expecting(201);
        }

        @ParameterizedTest
        @ValueSource(strings = {"VIEW@acme", "VIEW@acme/staging"})
        void givesNowhereElse(String reference) {
            assertThat(AccessCalls.refusal(admin.calls().give(user, reference))).isEqualTo("403 grant: above-ceiling");
        }

        @Test
        void seesThatDeploymentOnly() {
            JsonNode customer =
                    admin.calls().get("customers/acme").expecting(200).json();

            assertThat(ClaimIT.texts(customer.path("deployments"))).containsExactly("prod-eu");
        }

        @Test
        void doesNotListTheCustomersMembers() {
            assertThat(admin.calls().get("customers/acme/members").status()).isEqualTo(403);
        }
    }

    @Nested
    class AManager {
        @Test
        void givesNothing() {
            assertThat(AccessCalls.refusal(holding("MANAGE@acme").calls().give(user, "VIEW@acme")))
                    .isEqualTo("404 user: unknown-user");
        }
    }

    @Nested
    class AnAdminOfTheSystem {
        private final Delegate admin = holding("ADMIN@system");

        @Test
        void givesUpToAdminOnTheSystem() {
            realm.associate(person, "system");

            admin.calls().give(user, "ADMIN@system").expecting(201);
        }

        @Test
        void givesNoSuperAndTakesNone() {
            realm.give(person, "SUPER@system");

            assertThat(AccessCalls.refusal(admin.calls().takeFromAll(user, "SUPER@system")))
                    .isEqualTo("403 grant: above-ceiling");
            assertThat(AccessCalls.refusal(
                            admin.calls().delete("customers/system/members/" + user + "?allOrigins=true")))
                    .isEqualTo("403 customer: above-ceiling");
            assertThat(realm.access(person).at("/system/roles/0").asText()).isEqualTo("SUPER");
        }

        @Test
        void associatesAnybody() {
            String stranger = realm.person();

            admin.calls()
                    .put("customers/acme/members/id:" + stranger, Json.object())
                    .expecting(201);

            assertThat(realm.isMember(stranger, "acme")).isTrue();
        }
    }

    @Nested
    class ACallerWithoutTheClientRole {
        @Test
        void isTurnedAway() {
            AccessCalls calls = AccessCalls.with(realm, () -> realm.tokenOf("people-push"));

            assertThat(calls.give(user, "VIEW@acme").status()).isEqualTo(403);
            assertThat(calls.get("customers").status()).isEqualTo(403);
        }
    }
}
