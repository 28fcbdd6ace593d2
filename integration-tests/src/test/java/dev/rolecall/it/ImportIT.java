package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code imports}: a file goes in, and people come out in the background. */
@ExtendWith(RealmOfTheClass.class)
class ImportIT {
    private static final String HEADER = "usercode,username,email,firstName,lastName,customers,roles\n";

    private final TestRealm realm;
    private final Integration integration;

    ImportIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    private static String code() {
        return "E-" + UUID.randomUUID();
    }

    private static String line(String code, String customers, String roles) {
        return "%1$s,%1$s,%1$s@people.test,Ada,Lovelace,%2$s,%3$s\n".formatted(code, customers, roles);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Nested
    class AFile {
        private final String good = code();
        private final String bad = code();
        private final Answer answer = integration.send(
                Integration.CSV, HEADER + line(good, "acme", "ADMIN@acme") + line(bad, "acme", "VIEW@globex"));
        private final String id = answer.json().path("id").asText();

        @Test
        void isAcceptedWithTheAddressToFollowItAt() {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.location().getPath()).endsWith("/rolecall/imports/" + id);
        }

        @Test
        void isAnsweredWithTheImport() {
            JsonNode stored = answer.json();

            assertThat(stored.path("source").asText()).isEqualTo("hr");
            assertThat(stored.path("mode").asText()).isEqualTo("upsert");
            assertThat(stored.path("dryRun").asBoolean(true)).isFalse();
        }

        @Test
        void isCompletedThoughRowsWereRejected() {
            JsonNode ended = integration.ended(id);

            assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
            assertThat(ended.path("counts"))
                    .isEqualTo(Json.read("{\"rows\":2,\"created\":1,\"updated\":0,\"unchanged\":0,\"rejected\":1}"));
        }

        @Test
        void hasAResultForEachRow() {
            integration.ended(id);

            JsonNode rows = integration.rows(id, "");

            assertThat(rows.path("total").asInt()).isEqualTo(2);
            assertThat(rows.path("entries").findValuesAsText("line")).containsExactly("2", "3");
            assertThat(rows.path("entries").findValuesAsText("key")).containsExactly(good, bad);
        }

        @Test
        void saysWhyARowWasRejected() {
            integration.ended(id);

            JsonNode rejected = integration.rows(id, "?status=rejected");

            assertThat(rejected.path("total").asInt()).isEqualTo(1);
            assertThat(rejected.at("/entries/0/errors/0/field").asText()).isEqualTo("roles");
            assertThat(rejected.at("/entries/0/errors/0/code").asText()).isEqualTo("not-associated");
        }

        @Test
        void bringsPeopleWithTheirRoles() {
            integration.ended(id);
            String person = integration.idsOf(good).get(0);
            realm.givePassword(person);

            assertThat(realm.access(person).at("/customers/acme/roles/0").asText())
                    .isEqualTo("ADMIN");
        }

        @Test
        void changesNothingWhenItIsSentAgain() {
            integration.ended(id);

            JsonNode again = integration.imported(HEADER + line(good, "acme", "ADMIN@acme"));

            assertThat(again.at("/counts/unchanged").asInt()).isEqualTo(1);
        }
    }

    @Test
    void ndjsonIsUnderstoodToo() {
        ARow row = ARow.aboutANewcomer();

        JsonNode ended = integration.imported(Integration.NDJSON, bytes(row.json() + "\n"));

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
    }

    @Test
    void moreRowsThanATransactionHoldsAreAllApplied() {
        String prefix = code();
        String file = IntStream.range(0, 1_234)
                .mapToObj(i -> line(prefix + "-" + i, "acme", "VIEW@acme"))
                .collect(Collectors.joining("", HEADER, ""));

        JsonNode ended = integration.imported(file);

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1_234);
        assertThat(integration
                        .rows(ended.path("id").asText(), "?first=1233&max=10")
                        .path("entries"))
                .hasSize(1);
    }

    @Test
    void aKeyThatWasThereBeforeIsRejectedHoweverFarApart() {
        String twice = code();
        String prefix = code();
        String between = IntStream.range(0, 600)
                .mapToObj(i -> line(prefix + "-" + i, "", ""))
                .collect(Collectors.joining());

        JsonNode ended = integration.imported(HEADER + line(twice, "", "") + between + line(twice, "", ""));

        JsonNode rejected = integration.rows(ended.path("id").asText(), "?status=rejected");
        assertThat(rejected.path("total").asInt()).isEqualTo(1);
        assertThat(rejected.at("/entries/0/line").asInt()).isEqualTo(603);
        assertThat(rejected.at("/entries/0/errors/0/code").asText()).isEqualTo("duplicate-key");
    }

    @Test
    void anEmptyCellKeepsWhatIsThere() {
        String code = code();
        integration.imported(HEADER + line(code, "acme", "VIEW@acme"));

        integration.imported("usercode,firstName,lastName,roles\n" + code + ",,Byron,\n");

        JsonNode user = realm.user(integration.idsOf(code).get(0));
        assertThat(user.path("firstName").asText()).isEqualTo("Ada");
        assertThat(user.path("lastName").asText()).isEqualTo("Byron");
        assertThat(integration.syncPayload(code).json().path("roles")).isEqualTo(Json.of(List.of("VIEW@acme")));
    }

    @Test
    void aColumnThatIsNoFieldAndNoAttributeIsNamedInAWarning() {
        JsonNode ended = integration.imported("usercode,username,shoeSize\n%1$s,%1$s,42\n".formatted(code()));

        assertThat(ended.path("warnings").toString()).contains("shoeSize");
    }

    @Nested
    class AFileThatCannotBeRead {
        @Test
        void failsWhenItIsEmpty() {
            JsonNode ended = integration.imported("");

            assertThat(ended.path("state").asText()).isEqualTo("FAILED");
            assertThat(ended.path("error").asText()).contains("header line");
        }

        @Test
        void failsWithoutAKeyColumn() {
            assertThat(integration.imported("name\nAda\n").path("state").asText())
                    .isEqualTo("FAILED");
        }

        @Test
        void isCompletedWhenItHoldsAHeaderLineOnly() {
            JsonNode ended = integration.imported(HEADER);

            assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
            assertThat(ended.at("/counts/rows").asInt()).isZero();
        }

        @Test
        void isRefusedInAnotherMediaType() {
            assertThat(integration.send("application/xml", "<rows/>").status()).isEqualTo(415);
        }
    }

    @Test
    void aFileMayBeLargerThanAPush() {
        byte[] file = new byte[(10 << 20) + 1];
        Arrays.fill(file, (byte) '\n');
        byte[] rows = bytes(HEADER + line(code(), "", ""));
        System.arraycopy(rows, 0, file, 0, rows.length);

        JsonNode ended = integration.imported(Integration.CSV, file);

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
    }

    @Nested
    class WhoMaySeeIt {
        private final String id = integration
                .send(Integration.CSV, HEADER)
                .expecting(202)
                .json()
                .path("id")
                .asText();

        @Test
        void itsSender() {
            assertThat(see(realm.tokenOf("hr-import"), "/" + id).status()).isEqualTo(200);
        }

        @Test
        void whoeverMaySeeAll() {
            assertThat(see(realm.tokenOf("access-admin"), "/" + id).status()).isEqualTo(200);
            assertThat(see(realm.tokenOf("access-admin"), "?max=1000")
                            .json()
                            .path("entries")
                            .findValuesAsText("id"))
                    .contains(id);
        }

        @Test
        void noOtherSender() {
            String stranger = realm.aSecondImporter();

            assertThat(see(stranger, "/" + id).status()).isEqualTo(404);
            assertThat(see(stranger, "/" + id + "/rows").status()).isEqualTo(404);
            assertThat(see(stranger, "?max=1000").json().path("total").asInt()).isZero();
        }

        @Test
        void nobodyWithoutARoleForIt() {
            assertThat(see(realm.tokenOf("people-push"), "/" + id).status()).isEqualTo(403);
        }

        private Answer see(String token, String below) {
            return Http.get(realm.asApplication().uri("/rolecall/imports" + below), token);
        }
    }

    @Test
    void aClientWithoutASourceIsRefused() {
        Answer answer = integration.send(realm.aSecondImporter(), "", Integration.CSV, bytes(HEADER));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void aSourceOfAnotherClientIsRefused() {
        Answer answer = integration.send(realm.aSecondImporter(), "?source=hr", Integration.CSV, bytes(HEADER));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Nested
    class AToken {
        private final String token = realm.tokenOf("hr-import");

        @Test
        void isGoodForOneFile() {
            integration.send(token, "", Integration.CSV, bytes(HEADER)).expecting(202);

            Answer again = integration.send(token, "", Integration.CSV, bytes(HEADER));

            assertThat(again.status()).isEqualTo(401);
            assertThat(again.header("WWW-Authenticate")).contains("invalid_token");
        }

        @Test
        void isNotUsedUpByLooking() {
            Http.get(realm.asApplication().uri("/rolecall/imports"), token).expecting(200);

            assertThat(integration
                            .send(token, "", Integration.CSV, bytes(HEADER))
                            .status())
                    .isEqualTo(202);
        }
    }

    @Test
    void aPersonImportedAsAdministratorOfACustomerGetsItsClaimByCodeAndPkce() {
        String code = code();
        integration.imported(HEADER + line(code, "acme", "ADMIN@acme"));
        realm.givePassword(integration.idsOf(code).get(0));

        Tokens tokens = realm.login("demo-app", code, "openid");

        JsonNode customers = tokens.accessClaims().path("access").path("customers");
        assertThat(customers.properties().stream().map(Map.Entry::getKey)).containsExactly("acme");
        assertThat(ClaimIT.texts(customers.at("/acme/roles"))).containsExactly("ADMIN");
        assertThat(ClaimIT.texts(customers.at("/acme/permissions")))
                .contains("console.billing.manage", "console.users.manage")
                .noneMatch(p -> p.startsWith("console.shards"));
    }
}
