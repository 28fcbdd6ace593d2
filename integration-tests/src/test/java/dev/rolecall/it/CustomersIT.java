package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers and their deployments are made, read and removed. */
@ExtendWith(RealmOfTheClass.class)
class CustomersIT {
    private final TestRealm realm;
    private final AccessCalls calls;
    private final String alias = "c-" + UUID.randomUUID();
    private final String customer = "customers/" + alias;

    CustomersIT(TestRealm realm) {
        this.realm = realm;
        this.calls = AccessCalls.ofSuper(realm);
    }

    @Nested
    class ANewCustomer {
        @Test
        void isThereWithItsRoleGroups() {
            assertThat(calls.put(customer, Json.object())
                            .expecting(201)
                            .location()
                            .getPath())
                    .endsWith("/rolecall/customers/" + alias);
            assertThat(realm.customers().groupsBelow(alias, "")).containsExactly("ADMIN", "MANAGE", "VIEW");
        }

        @Test
        void isTheSameWhenMadeAgain() {
            calls.put(customer, Json.object()).expecting(201);
            calls.put(customer, Json.object()).expecting(200);
        }

        @Test
        void canComeWithItsDeployments() {
            JsonNode made = calls.put(customer, Json.of(Map.of("deployments", List.of("b", "a"))))
                    .expecting(201)
                    .json();

            assertThat(ClaimIT.texts(made.path("deployments"))).containsExactly("a", "b");
            assertThat(realm.customers().groupsBelow(alias, "a")).containsExactly("ADMIN", "MANAGE", "VIEW");
        }

        @Test
        void hasANameForPeopleThatCanChange() {
            calls.put(customer, Json.of(Map.of("name", alias + " Ltd."))).expecting(201);
            calls.put(customer, Json.of(Map.of("name", alias + " Inc."))).expecting(200);

            assertThat(calls.get(customer).json().path("name").asText()).isEqualTo(alias + " Inc.");
        }

        @Test
        void isMadeOnceByManyAtOnce() {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> calls.put(
                                customer, Json.of(Map.of("deployments", List.of("main", "other"))))
                        .status()));
            }

            List<Integer> statuses =
                    answers.stream().map(CompletableFuture::join).sorted().toList();

            assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
            assertThat(realm.customers().groupsBelow(alias, "main")).containsExactly("ADMIN", "MANAGE", "VIEW");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a%20b", "a%25b", "a%40b", "a%3Bb", "a,b", "*"})
        void hasNoNameThatReferencesOrScopesCannotCarry(String path) {
            assertThat(AccessCalls.refusal(calls.put("customers/" + path, Json.object())))
                    .isEqualTo("400 customer: invalid-value");
        }

        @Test
        void isNoneUnderANameThatCannotBeStored() {
            assertThat(AccessCalls.refusal(calls.put("customers/a%00b", Json.object())))
                    .isEqualTo("400 customer: invalid-value");
            assertThat(AccessCalls.refusal(calls.get("customers/a%00b"))).isEqualTo("404 customer: unknown-customer");
            assertThat(AccessCalls.refusal(calls.get("customers/a%00b/members")))
                    .isEqualTo("404 customer: unknown-customer");
        }

        @Test
        void hasNoNameThatIsTooLong() {
            assertThat(AccessCalls.refusal(calls.put("customers/" + "x".repeat(256), Json.object())))
                    .isEqualTo("400 customer: invalid-value");
            assertThat(AccessCalls.refusal(calls.put(customer, Json.of(Map.of("name", "x".repeat(256))))))
                    .isEqualTo("400 name: invalid-value");
        }

        @Test
        void isNotTheSystem() {
            assertThat(AccessCalls.refusal(calls.put("customers/system", Json.object())))
                    .isEqualTo("400 customer: invalid-value");
            assertThat(AccessCalls.refusal(calls.delete("customers/system"))).isEqualTo("400 customer: invalid-value");
        }

        @Test
        void cannotHaveTheNameOfAnother() {
            assertThat(AccessCalls.refusal(calls.put(customer, Json.of(Map.of("name", "acme")))))
                    .isEqualTo("409 customer: conflict");
            assertThat(calls.get(customer).status()).isEqualTo(404);
        }

        @Test
        void leavesNothingWhenADeploymentCannotBe() {
            assertThat(AccessCalls.refusal(calls.put(customer, Json.of(Map.of("deployments", List.of("a", "ADMIN"))))))
                    .isEqualTo("400 deployments: invalid-value");
            assertThat(calls.get(customer).status()).isEqualTo(404);
        }

        @Test
        void isInTheEvents() {
            calls.put(customer, Json.object()).expecting(201);

            JsonNode events = realm.asAdministrator()
                    .get(realm.path("/admin-events?operationTypes=CREATE&resourceTypes=ORGANIZATION&max=1000"))
                    .expecting(200)
                    .json();
            assertThat(events.findValuesAsText("resourcePath"))
                    .contains(realm.customers().path(alias).replaceFirst("^/[^/]*/", ""));
        }
    }

    @Nested
    class ACustomer {
        ACustomer() {
            calls.put(customer, Json.of(Map.of("deployments", List.of("main")))).expecting(201);
        }

        @Test
        void isSwitchedOffAndOn() {
            String person = realm.personHolding("VIEW@" + alias);

            calls.put(customer, Json.of(Map.of("enabled", false))).expecting(200);
            assertThat(realm.access(person).has("customers")).isFalse();

            calls.put(customer, Json.of(Map.of("enabled", true))).expecting(200);
            assertThat(realm.access(person).has("customers")).isTrue();
        }

        @Test
        void isGoneWhenRemoved() {
            String person = realm.personHolding("ADMIN@" + alias + "/main");

            calls.delete(customer).expecting(204);

            assertThat(calls.get(customer).status()).isEqualTo(404);
            assertThat(calls.delete(customer).status()).isEqualTo(404);
            assertThat(realm.access(person).has("customers")).isFalse();
            assertThat(realm.user(person).path("enabled").asBoolean()).isTrue();
        }

        @Test
        void isInTheList() {
            JsonNode page = calls.get("customers?max=1000").expecting(200).json();

            assertThat(page.path("total").asInt())
                    .isEqualTo(page.path("entries").size());
            assertThat(page.path("entries").findValuesAsText("alias"))
                    .contains(alias, "acme", "globex")
                    .doesNotContain("system")
                    .isSorted();
        }

        @Test
        void isListedInPages() {
            JsonNode page = calls.get("customers?first=1&max=1").expecting(200).json();

            assertThat(page.path("entries")).hasSize(1);
            assertThat(calls.get("customers?max=1001").status()).isEqualTo(400);
        }
    }

    @Nested
    class ADeployment {
        ADeployment() {
            calls.put(customer, Json.object()).expecting(201);
        }

        @Test
        void isNewOnceAndThereAfterwards() {
            calls.put(customer + "/deployments/main", Json.object()).expecting(201);
            calls.put(customer + "/deployments/main", Json.object()).expecting(200);

            assertThat(calls.get(customer + "/deployments/main").expecting(200).json())
                    .isEqualTo(Json.of(Map.of("customer", alias, "name", "main")));
            assertThat(realm.customers().groupsBelow(alias, "main")).containsExactly("ADMIN", "MANAGE", "VIEW");
        }

        @Test
        void mayHaveAnOddName() {
            calls.put(customer + "/deployments/a%25%40%3B,b%20c", Json.object()).expecting(201);
            String person = realm.person();
            realm.associate(person, alias);

            AccessCalls.ofSuper(realm)
                    .give("id:" + person, "VIEW@" + alias + "/a%25%40%3B%2Cb%20c")
                    .expecting(201);

            assertThat(realm.access(person)
                            .at("/customers/" + alias + "/deployments")
                            .has("a%@;,b c"))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"VIEW", "super", "+x", "%20x"})
        void isNotCalledLikeARoleGroup(String name) {
            assertThat(AccessCalls.refusal(calls.put(customer + "/deployments/" + name, Json.object())))
                    .isEqualTo("400 deployment: invalid-value");
        }

        @Test
        void hasNoNameThatIsTooLong() {
            assertThat(AccessCalls.refusal(calls.put(customer + "/deployments/" + "x".repeat(256), Json.object())))
                    .isEqualTo("400 deployment: invalid-value");
        }

        @Test
        void isGoneWhenRemovedAndItsGrantsWithIt() {
            calls.put(customer + "/deployments/main", Json.object()).expecting(201);
            String person = realm.personHolding("VIEW@" + alias + "/main");

            calls.delete(customer + "/deployments/main").expecting(204);

            assertThat(realm.access(person).has("customers")).isFalse();
            assertThat(AccessCalls.refusal(calls.delete(customer + "/deployments/main")))
                    .isEqualTo("404 deployment: unknown-deployment");
        }

        @Test
        void isNotARoleGroup() {
            assertThat(calls.delete(customer + "/deployments/ADMIN").status()).isEqualTo(404);
            assertThat(calls.get(customer + "/deployments/ADMIN").status()).isEqualTo(404);
            assertThat(calls.get(customer + "/deployments").json().path("total").asInt())
                    .isZero();
        }
    }
}
