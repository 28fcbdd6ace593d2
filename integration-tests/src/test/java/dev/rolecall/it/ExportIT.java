package dev.rolecall.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.KeycloakServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole realm goes from one server to another: the realm's own export carries customers, associations and grants, the
 * file of origins what came from where and what ends when.
 */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportIT {
    private static final String FAR = "2199-01-01T00:00:00Z";

    private final Database database;
    private final KeycloakServer server;
    private final TestRealm from;
    private final TestRealm to;
    private final Maintenance target;
    private final ARow row = ARow.aboutANewcomer();
    private final String pushed;
    private final String byHand;
    private final String ending;
    private final String origins;
    private final String originsBefore;
    private final JsonNode restored;

    ExportIT(TestBed bed) {
        database = bed.spareDatabase();
        from = TestRealm.create(bed.server(), bed.administration(), "exported-" + UUID.randomUUID());
        String role = customRole();
        new Integration(from)
                .apply(row.associatedWith("acme", "globex")
                        .holding("MANAGE@acme", "ADMIN@acme/prod-eu", role + "@globex/main")
                        .with("permissions", List.of("console.billing.view@globex")));
        pushed = new Integration(from).idsOf(row.usercode()).get(0);
        from.givePassword(pushed);
        byHand = from.personHolding("VIEW@globex", "SUPER@system");
        ending = from.personHolding("ADMIN@acme");
        new Maintenance(from).restore(endOf(ending)).expecting(200);
        origins = new Maintenance(from).origins();

        server = bed.spareServer("imported").importing(bed.export(from.name())).start();
        to = from.through(server);
        target = new Maintenance(to);
        originsBefore = target.origins();
        restored = target.restore(origins).expecting(200).json();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    private String customRole() {
        String name = "support-" + UUID.randomUUID();
        String roles = from.path("/clients/" + from.client("console") + "/roles");
        from.asAdministrator()
                .post(
                        roles,
                        Json.of(Map.of(
                                "name",
                                name,
                                "attributes",
                                Map.of(
                                        "rolecall.type", List.of("VIEW"),
                                        "rolecall.scope", List.of("CUSTOMER"),
                                        "rolecall.role", List.of("true")))))
                .expecting(201);
        from.asAdministrator()
                .post(roles + "/" + name + "/composites", Json.of(List.of(from.clientRole("console", "logs.read"))))
                .expecting(204);
        return "console." + name;
    }

    private static String endOf(String person) {
        return Json.of(Map.of(
                                "user",
                                person,
                                "organization",
                                "acme",
                                "path",
                                List.of("ADMIN"),
                                "kind",
                                "rest",
                                "grantedAt",
                                "2026-01-01T00:00:00Z",
                                "expiresAt",
                                FAR))
                        .toString()
                + "\n";
    }

    @Nested
    class TheRealmFile {
        @Test
        void carriesCustomersAndDeployments() {
            assertThat(to.customers().groupsBelow("acme", ""))
                    .isEqualTo(from.customers().groupsBelow("acme", ""));
            assertThat(to.customers().groupsBelow("globex", "main"))
                    .isEqualTo(from.customers().groupsBelow("globex", "main"));
        }

        @Test
        void carriesAssociationsAndGrantsSoThatTokensSayTheSame() {
            for (String person : List.of(pushed, byHand, ending)) {
                assertThat(to.access(person)).isEqualTo(from.access(person)).isNotEqualTo(Json.read("{\"v\":1}"));
            }
        }

        @Test
        void carriesCustomRolesAndDirectPermissions() {
            assertThat(to.access(pushed).at("/customers/globex/permissions/0").asText())
                    .isEqualTo("console.billing.view");
            assertThat(to.access(pushed)
                            .at("/customers/globex/deployments/main/permissions/0")
                            .asText())
                    .isEqualTo("console.logs.read");
        }

        @Test
        void leavesNothingForLintToFind() {
            assertThat(target.findings()).isEmpty();
        }

        @Test
        void carriesPeopleSoThatTheNextPushFindsThem() {
            JsonNode result =
                    new Integration(to).apply(ARow.about(row.usercode()).with("firstName", "Grace"));

            assertThat(result.path("status").asText()).isEqualTo("updated");
            assertThat(new Integration(to).idsOf(row.usercode())).containsExactly(pushed);
        }

        @Test
        void carriesNoOrigins() {
            assertThat(originsBefore).isEmpty();
        }
    }

    @Nested
    class TheFileOfOrigins {
        @Test
        void isRestoredWhole() {
            assertThat(restored.path("rows").asInt())
                    .isEqualTo((int) origins.lines().count());
            assertThat(restored.path("added")).isEqualTo(restored.path("rows"));
            assertThat(restored.path("errors")).isEmpty();
        }

        @Test
        void comesOutOfTheOtherServerAsItWentIn() {
            assertThat(target.origins().lines()).containsAll(origins.lines().toList());
            assertThat(origins).contains("\"kind\":\"sync\"", "\"expiresAt\":\"" + FAR + "\"");
        }

        @Test
        void changesNothingWhenItIsSentAgain() {
            JsonNode again = target.restore(origins).expecting(200).json();

            assertThat(again.path("unchanged")).isEqualTo(again.path("rows"));
        }

        @Test
        void letsTheNextPushTakeAwayWhatPushesGave() {
            ARow other = ARow.aboutANewcomer();
            new Integration(to).apply(other.associatedWith("acme").holding("VIEW@acme", "ADMIN@acme/staging"));
            String person = new Integration(to).idsOf(other.usercode()).get(0);
            to.givePassword(person);
            String notes = target.origins()
                    .lines()
                    .filter(line -> line.contains(person))
                    .collect(joining("\n"));
            database.execute("delete from RC_GRANT_ORIGIN where USER_ID = '" + person + "'");
            target.restore(notes).expecting(200);

            new Integration(to).apply(ARow.about(other.usercode()).holding("VIEW@acme"));

            assertThat(to.access(person).at("/customers/acme/roles/0").asText()).isEqualTo("VIEW");
            assertThat(to.access(person).at("/customers/acme/deployments").isMissingNode())
                    .isTrue();
        }

        @Test
        void doesNotEndWhatIsInForce() {
            String person = to.personHolding("VIEW@globex");
            String end = endOf(person).replace("acme", "globex").replace("ADMIN", "VIEW");
            target.restore(end).expecting(200);

            JsonNode answer = target.restore(end.replace(FAR, "2026-01-02T00:00:00Z"))
                    .expecting(200)
                    .json();

            assertThat(answer.path("skipped").asInt()).isEqualTo(1);
            assertThat(answer.at("/errors/0/code").asText()).isEqualTo("past-end");
            assertThat(to.access(person).at("/customers/globex/roles/0").asText())
                    .isEqualTo("VIEW");
        }

        @Test
        void hasLinesThatAreSkippedOrRejectedWithoutStoppingTheOthers() {
            String person = to.personHolding("VIEW@globex");
            String good = endOf(person).replace("acme", "globex").replace("ADMIN", "VIEW");
            String lines =
                    "not json\n\n" + endOf(person) + endOf(UUID.randomUUID().toString()) + good;

            JsonNode answer = target.restore(lines).expecting(200).json();

            assertThat(answer.path("rows").asInt()).isEqualTo(4);
            assertThat(answer.path("added").asInt()).isEqualTo(1);
            assertThat(answer.path("skipped").asInt()).isEqualTo(2);
            assertThat(answer.path("rejected").asInt()).isEqualTo(1);
            assertThat(answer.path("errors"))
                    .extracting(
                            e -> e.path("line").asInt() + " " + e.path("code").asText())
                    .containsExactlyInAnyOrder("1 malformed-line", "3 no-membership", "4 no-membership");
        }

        @ParameterizedTest
        @ValueSource(strings = {"application/json", "text/csv", "text/plain"})
        void comesAsNdjsonOnly(String contentType) {
            assertThat(target.restore(contentType, origins).status()).isEqualTo(415);
        }

        @Test
        void isNotForAnybody() {
            String token = to.tokensOf(byHand).access();

            assertThat(Http.get(to.onServer("/admin/realms" + to.path("/rolecall/origins")), token)
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aPartialExportHasNoCustomers() {
        JsonNode partial = from.asAdministrator()
                .post(from.path("/partial-export?exportClients=true&exportGroupsAndRoles=true"), Json.object())
                .expecting(200)
                .json();

        assertThat(partial.path("roles").path("client").has("console")).isTrue();
        assertThat(partial.has("organizations")).isFalse();
    }
}
