package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad rows: each is rejected with a code, and changes nothing of its person. */
@ExtendWith(RealmOfTheClass.class)
class RowsIT {
    private final TestRealm realm;
    private final Integration integration;

    RowsIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    private String refusal(ARow row) {
        return integration.refusal(row);
    }

    @Nested
    class ARowIsRejected {
        private final ARow row = ARow.aboutANewcomer().associatedWith("acme");

        @Test
        void withoutAKey() {
            assertThat(refusal(row.cleared("usercode"))).isEqualTo("usercode: missing-key");
        }

        @Test
        void withAnUnknownCustomer() {
            assertThat(refusal(row.associatedWith("nobody"))).isEqualTo("customers: unknown-customer");
        }

        @Test
        void withARoleOnAnUnknownCustomer() {
            assertThat(refusal(row.holding("VIEW@nobody"))).isEqualTo("roles: unknown-customer");
        }

        @Test
        void withARoleOnAnUnknownDeployment() {
            assertThat(refusal(row.holding("VIEW@acme/nowhere"))).isEqualTo("roles: unknown-deployment");
        }

        @Test
        void withAnUnknownRole() {
            assertThat(refusal(row.holding("console.nothing@acme"))).isEqualTo("roles: unknown-role");
        }

        @Test
        void withAnUnknownPermission() {
            assertThat(refusal(row.with("permissions", List.of("console.nothing@acme"))))
                    .isEqualTo("permissions: unknown-permission");
        }

        @Test
        void withARoleThatIsNoReference() {
            assertThat(refusal(row.holding("ADMIN"))).isEqualTo("roles: invalid-value");
        }

        @Test
        void withARoleWhereThePersonIsNotAssociated() {
            assertThat(refusal(row.holding("VIEW@globex"))).isEqualTo("roles: not-associated");
        }

        @Test
        void withARoleOnTheSystem() {
            assertThat(refusal(row.associatedWith("acme", "system"))).isEqualTo("customers: above-ceiling");
        }

        @Test
        void withSuper() {
            assertThat(refusal(row.holding("SUPER@system"))).startsWith("roles: ");
        }

        @Test
        void withABadEMail() {
            assertThat(refusal(row.with("email", "ada at people.test"))).isEqualTo("email: invalid-email");
        }

        @Test
        void withAValueThatIsTooLong() {
            assertThat(refusal(row.with("firstName", "a".repeat(256)))).isEqualTo("firstName: too-long");
        }

        @Test
        void withAnAttributeThatIsTooLong() {
            assertThat(refusal(row.with("attributes", Map.of("department", List.of("a".repeat(256))))))
                    .isEqualTo("attributes.department: too-long");
        }

        @Test
        void withADateThatIsNone() {
            assertThat(refusal(row.with("terminationDate", "31.12.2031"))).isEqualTo("terminationDate: invalid-value");
        }

        @Test
        void withAnUnknownMember() {
            assertThat(refusal(row.with("pet", "cat"))).isEqualTo("pet: malformed-row");
        }

        @Test
        void withAPlaintextPassword() {
            assertThat(refusal(row.with("password", "secret-secret"))).endsWith(": malformed-row");
        }

        @Test
        void withTheEMailOfAnother() {
            ARow other = ARow.aboutANewcomer();
            integration.apply(other);

            assertThat(refusal(row.with("email", other.usercode() + "@people.test")))
                    .isEqualTo("email: conflict");
        }

        @Test
        void withAKeyThatWasThereBefore() {
            JsonNode results = integration
                    .sync(Json.of(List.of(row.json(), row.json())))
                    .expecting(207)
                    .json()
                    .path("results");

            assertThat(results.findValuesAsText("status")).containsExactly("created", "rejected");
            assertThat(results.findValuesAsText("code")).containsExactly("duplicate-key");
        }
    }

    @Nested
    class ACsvRowIsRejected {
        @Test
        void withTooFewColumns() {
            assertThat(csv("usercode,email,firstName\nE1,e1@people.test\n")).containsExactly("malformed-row");
        }

        @Test
        void withTooManyColumns() {
            assertThat(csv("usercode\nE1,surplus\n")).containsExactly("malformed-row");
        }

        @Test
        void withBytesThatAreNoUtf8() {
            byte[] body = "usercode,lastName\nE1,Müller\n".getBytes(StandardCharsets.ISO_8859_1);

            Answer answer = integration.sync(realm.tokenOf("people-push"), Integration.CSV, body);

            assertThat(answer.status()).isEqualTo(207);
            assertThat(answer.json().findValuesAsText("code")).hasSize(1);
        }

        @Test
        void withAQuoteThatIsNeverClosedAndTheNextIsApplied() {
            String good = "E-" + UUID.randomUUID();
            Answer answer = integration.sync(
                    Integration.CSV,
                    "usercode,username,email,firstName,lastName\nE1,\"e1,e1@people.test,A,B\n%1$s,%1$s,%1$s@people.test,A,B\n"
                            .formatted(good));

            assertThat(answer.json().path("results").findValuesAsText("status")).containsExactly("rejected", "created");
        }

        private List<String> csv(String body) {
            return integration.sync(Integration.CSV, body).expecting(207).json().findValuesAsText("code");
        }
    }

    @Nested
    class AProtectedAccountIsNotChanged {
        @Test
        void whenItIsMarked() {
            ARow row = ARow.aboutANewcomer();
            integration.apply(row);
            String id = integration.idsOf(row.usercode()).get(0);
            setAttribute(id, "rolecall.protected", "true");

            assertThat(refusal(ARow.about(row.usercode()).with("firstName", "Eve")))
                    .endsWith(": protected-account");
            assertThat(realm.user(id).path("firstName").asText()).isEqualTo("Ada");
        }

        @Test
        void whenItBecameARealmAdministrator() {
            ARow row = ARow.aboutANewcomer();
            integration.apply(row);
            String id = integration.idsOf(row.usercode()).get(0);
            realm.asAdministrator()
                    .post(
                            realm.path("/users/" + id + "/role-mappings/clients/" + realm.client("realm-management")),
                            Json.of(List.of(realm.clientRole("realm-management", "realm-admin"))))
                    .expecting(204);

            assertThat(refusal(ARow.about(row.usercode()).with("firstName", "Eve")))
                    .endsWith(": protected-account");
        }

        @Test
        void whenItIsAServiceAccountUnderAnotherKey() {
            String answer = refusal(ARow.aboutANewcomer().with("username", "service-account-access-admin"));

            assertThat(answer).matches(".*: (conflict|protected-account)");
        }

        @Test
        void whenItHasARoleOfTheIntegrationApi() {
            ARow row = ARow.aboutANewcomer();
            integration.apply(row);
            String id = integration.idsOf(row.usercode()).get(0);
            realm.asAdministrator()
                    .post(
                            realm.path("/users/" + id + "/role-mappings/clients/" + realm.client("rolecall")),
                            Json.of(List.of(realm.clientRole("rolecall", "sync-write"))))
                    .expecting(204);

            assertThat(refusal(ARow.about(row.usercode()).with("firstName", "Eve")))
                    .endsWith(": protected-account");
        }

        @Test
        void inHowItLogsInWhenItHoldsMoreThanTheSourceMayGive() {
            ARow row = anOperator();

            assertThat(refusal(ARow.about(row.usercode()).with("credential", aPasswordHash())))
                    .endsWith(": protected-account");
            assertThat(refusal(ARow.about(row.usercode()).with("email", "eve@people.test")))
                    .endsWith(": protected-account");
            assertThat(refusal(ARow.about(row.usercode()).with("enabled", false)))
                    .endsWith(": protected-account");
        }

        @Test
        void butOtherwiseLikeAnybodyWhenItHoldsMoreThanTheSourceMayGive() {
            ARow row = anOperator();

            integration.apply(ARow.about(row.usercode()).with("firstName", "Grace"));

            assertThat(realm.user(integration.idsOf(row.usercode()).get(0))
                            .path("firstName")
                            .asText())
                    .isEqualTo("Grace");
        }

        private ARow anOperator() {
            ARow row = ARow.aboutANewcomer();
            integration.apply(row);
            String id = integration.idsOf(row.usercode()).get(0);
            realm.associate(id, "system");
            realm.join(id, "VIEW@system").expecting(204);
            return row;
        }

        private Map<String, Object> aPasswordHash() {
            return Map.of(
                    "algorithm", "pbkdf2-sha512",
                    "hashIterations", 1_000,
                    "salt", "c2FsdHNhbHRzYWx0c2FsdA==",
                    "value", "aGFzaGhhc2hoYXNoaGFzaA==");
        }

        private void setAttribute(String id, String name, String value) {
            ObjectNode user = (ObjectNode) realm.user(id);
            user.withObject("/attributes").set(name, Json.of(List.of(value)));
            realm.asAdministrator().put(realm.path("/users/" + id), user).expecting(204);
        }
    }

    @Test
    void aRejectedRowChangesNothingOfItsPerson() {
        ARow row = ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        integration.apply(row);

        refusal(ARow.about(row.usercode()).with("firstName", "Eve").holding("ADMIN@acme", "ADMIN@globex"));

        assertThat(realm.user(integration.idsOf(row.usercode()).get(0))
                        .path("firstName")
                        .asText())
                .isEqualTo("Ada");
        assertThat(integration.syncPayload(row.usercode()).json().path("roles"))
                .isEqualTo(Json.of(List.of("VIEW@acme")));
    }
}
