package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A file that is all people of its source: whom it misses leaves. */
@ExtendWith(RealmOfTheClass.class)
class SnapshotIT {
    private final TestRealm realm;
    private final Integration integration;

    SnapshotIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    @Nested
    class WhereTheSourceWantsOneEventPerFile {
        private final TestSource source = new TestSource(realm, Map.of("mode", "snapshot", "summaryEvents", "true"));
        private final ARow stays = source.newcomer();
        private final ARow leaves = source.newcomer();
        private final JsonNode ended;

        WhereTheSourceWantsOneEventPerFile() {
            source.imported(stays, leaves);
            ended = source.imported(stays);
        }

        @Test
        void whoLeavesIsCountedInTheOneOfItsEnd() {
            JsonNode ends = events("imports/" + ended.path("id").asText());

            assertThat(ends).hasSize(1);
            assertThat(ends.at("/0/details/missing").asText()).isEqualTo("1");
            assertThat(ends.at("/0/details/left").asText()).isEqualTo("1");
            assertThat(ends.at("/0/details/stayed").asText()).isEqualTo("0");
        }

        @Test
        void whoLeavesHasNoneOfTheirOwn() {
            assertThat(isEnabled(leaves)).isFalse();
            assertThat(events("users/" + idOf(leaves))).isEmpty();
            assertThat(events("users/" + idOf(leaves) + "/*")).isEmpty();
        }

        private JsonNode events(String resource) {
            return realm.asAdministrator()
                    .get(realm.path("/admin-events?resourcePath=" + resource))
                    .expecting(200)
                    .json();
        }
    }

    @Nested
    class SomebodyTheFileMisses {
        private final TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));
        private final ARow stays = source.newcomer();
        private final ARow leaves = source.newcomer();
        private final String leaver;
        private final String refreshToken;
        private final JsonNode ended;

        SomebodyTheFileMisses() {
            source.imported(stays, leaves);
            leaver = idOf(leaves);
            realm.givePassword(leaver);
            refreshToken = realm.tokensOf(leaver).refresh();
            realm.give(leaver, "VIEW@globex");
            ended = source.imported(stays);
        }

        @Test
        void leavesAndIsCounted() {
            assertThat(ended.path("mode").asText()).isEqualTo("snapshot");
            assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
            assertThat(ended.path("leavers")).isEqualTo(Json.read("{\"missing\":1,\"left\":1,\"stayed\":0}"));
        }

        @Test
        void isListedByItsKey() {
            JsonNode list = leavers(ended, "");

            assertThat(list.path("total").asInt()).isEqualTo(1);
            assertThat(list.at("/entries/0")).isEqualTo(Json.of(Map.of("key", leaves.usercode(), "status", "left")));
            assertThat(leavers(ended, "?status=stayed").path("total").asInt()).isZero();
        }

        @Test
        void isDisabled() {
            assertThat(isEnabled(leaves)).isFalse();
            assertThat(isEnabled(stays)).isTrue();
        }

        @Test
        void hasNoSessionAnyMore() {
            assertThat(realm.asAdministrator()
                            .get(realm.path("/users/" + leaver + "/sessions"))
                            .expecting(200)
                            .json())
                    .isEmpty();
            Answer refreshed = Http.form(
                    realm.asApplication().uri("/protocol/openid-connect/token"),
                    Map.of(
                            "grant_type",
                            "refresh_token",
                            "client_id",
                            TestRealm.TEST_APP,
                            "refresh_token",
                            refreshToken));
            assertThat(refreshed.status()).isEqualTo(400);
        }

        @Test
        void losesWhatImportsGaveAndNothingElse() {
            JsonNode payload =
                    integration.syncPayload(leaves.usercode()).expecting(200).json();

            assertThat(payload.path("roles")).isEmpty();
            assertThat(realm.isMember(leaver, "acme")).isFalse();
            assertThat(realm.isMember(leaver, "globex")).isTrue();
        }

        @Test
        void isChangedByAnAdminEventOfTheSender() {
            assertThat(realm.asAdministrator()
                            .get(realm.path("/admin-events?operationTypes=UPDATE&resourcePath=users/" + leaver))
                            .expecting(200)
                            .json()
                            .findValuesAsText("resourcePath"))
                    .contains("users/" + leaver);
        }

        @Test
        void doesNotLeaveAgain() {
            JsonNode again = source.imported(stays);

            assertThat(again.at("/leavers/missing").asInt()).isZero();
        }

        @Test
        void isThatSourcesAgainOnceAFileNamesThemAgain() {
            source.imported(stays, leaves.with("enabled", true));
            assertThat(isEnabled(leaves)).isTrue();

            assertThat(source.imported(stays).at("/leavers/left").asInt()).isEqualTo(1);
            assertThat(isEnabled(leaves)).isFalse();
        }
    }

    @Test
    void anUpsertMakesNobodyLeave() {
        TestSource source = new TestSource(realm, Map.of());
        ARow one = source.newcomer();
        source.imported(one);

        JsonNode ended = source.imported(source.newcomer());

        assertThat(ended.has("leavers")).isFalse();
        assertThat(isEnabled(one)).isTrue();
    }

    @Test
    void whoeverIsInARejectedRowIsPresent() {
        TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));
        ARow one = source.newcomer();
        ARow other = source.newcomer();
        source.imported(one, other);

        JsonNode ended = source.imported(one, ARow.about(other.usercode()).holding("VIEW@nowhere"));

        assertThat(ended.at("/counts/rejected").asInt()).isEqualTo(1);
        assertThat(ended.at("/leavers/missing").asInt()).isZero();
        assertThat(isEnabled(other)).isTrue();
    }

    @Test
    void aDryRunSaysWhoWouldLeaveAndNobodyDoes() {
        TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));
        ARow one = source.newcomer();
        ARow other = source.newcomer();
        source.imported(one, other);

        JsonNode ended = integration.ended(TestSource.idOf(source.send("&dryRun=true", one.json() + "\n")));

        assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(ended.path("leavers")).isEqualTo(Json.read("{\"missing\":1,\"left\":0,\"stayed\":0}"));
        assertThat(leavers(ended, "?status=pending").at("/entries/0/key").asText())
                .isEqualTo(other.usercode());
        assertThat(isEnabled(other)).isTrue();
    }

    @Test
    void nobodyLeavesWhileTheKeyOfARowCannotBeRead() {
        TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));
        ARow one = source.newcomer();
        ARow other = source.newcomer();
        source.imported(one, other);

        JsonNode ended = source.imported(one, ARow.about(" ").with("firstName", "Ada"));

        assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(ended.path("leavers")).isEqualTo(Json.read("{\"missing\":0,\"left\":0,\"stayed\":0}"));
        assertThat(ended.at("/warnings/0").asText()).startsWith("Nobody leaves: the key of 1 rows");
        assertThat(isEnabled(other)).isTrue();
    }

    @Test
    void aFileWithoutRowsFails() {
        TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));
        ARow one = source.newcomer();
        source.imported(one);

        JsonNode ended = integration.ended(TestSource.idOf(source.send("", Integration.CSV, "usercode\n")));

        assertThat(ended.path("state").asText()).isEqualTo("FAILED");
        assertThat(ended.path("error").asText()).contains("no rows");
        assertThat(isEnabled(one)).isTrue();
    }

    @Test
    void aFileThatBreaksInTheMiddleMakesNobodyLeave() {
        TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));
        ARow one = source.newcomer();
        ARow other = source.newcomer();
        source.imported(one, other);

        JsonNode ended = integration.ended(TestSource.idOf(source.send(
                "",
                Integration.CSV,
                "usercode,firstName\n" + one.usercode() + ",Ada\n" + one.usercode() + ",\"Ada\n")));

        assertThat(ended.has("leavers") && ended.at("/leavers/left").asInt() > 0)
                .isFalse();
        assertThat(isEnabled(other)).isTrue();
    }

    @Test
    void peopleOfNoSourceAndOfOthersStay() {
        String byHand = realm.person();
        TestSource other = new TestSource(realm, Map.of());
        ARow others = other.newcomer();
        other.imported(others);
        TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));

        source.imported(source.newcomer());

        assertThat(realm.user(byHand).path("enabled").asBoolean()).isTrue();
        assertThat(isEnabled(others)).isTrue();
    }

    @Test
    void whomAnotherSourceHasStaysUntilThatOneMissesThemToo() {
        TestSource one = new TestSource(realm, Map.of("mode", "snapshot"));
        TestSource two = new TestSource(realm, Map.of("mode", "snapshot"));
        ARow shared = one.newcomer();
        one.imported(shared);
        two.imported(ARow.about(shared.usercode()));

        JsonNode first = one.imported(one.newcomer());

        assertThat(leavers(first, "").at("/entries/0/reason").asText()).isEqualTo("of-another-source");
        assertThat(isEnabled(shared)).isTrue();

        two.imported(two.newcomer());

        assertThat(isEnabled(shared)).isFalse();
    }

    @Nested
    class NobodyIsHeldByASource {
        private final TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));
        private final ARow shared = source.newcomer();

        private TestSource shareWith(Map<String, String> settings) {
            TestSource other = new TestSource(realm, settings);
            source.imported(shared);
            other.imported(ARow.about(shared.usercode()));
            return other;
        }

        @Test
        void thatWasRemoved() {
            shareWith(Map.of("mode", "snapshot")).remove();

            source.imported(source.newcomer());

            assertThat(isEnabled(shared)).isFalse();
        }

        @Test
        void thatIsDisabled() {
            shareWith(Map.of("mode", "snapshot")).disable();

            source.imported(source.newcomer());

            assertThat(isEnabled(shared)).isFalse();
        }

        @Test
        void thatNeverSaysWhoLeaves() {
            shareWith(Map.of());

            source.imported(source.newcomer());

            assertThat(isEnabled(shared)).isFalse();
        }
    }

    @Test
    void aSourceWhoseRequestsMayBeSnapshotsHoldsItsPeople() {
        TestSource one = new TestSource(realm, Map.of("mode", "snapshot"));
        TestSource two = new TestSource(realm, Map.of("requestMayChooseMode", "true"));
        ARow shared = one.newcomer();
        one.imported(shared);
        two.imported(ARow.about(shared.usercode()));

        JsonNode ended = one.imported(one.newcomer());

        assertThat(leavers(ended, "?status=stayed").at("/entries/0"))
                .isEqualTo(
                        Json.of(Map.of("key", shared.usercode(), "status", "stayed", "reason", "of-another-source")));
        assertThat(isEnabled(shared)).isTrue();
    }

    @Test
    void aProtectedAccountStays() {
        TestSource source = new TestSource(realm, Map.of("mode", "snapshot"));
        ARow administrator = source.newcomer();
        source.imported(administrator);
        JsonNode role = realm.clientRole("realm-management", "manage-users");
        realm.asAdministrator()
                .post(
                        realm.path("/users/" + idOf(administrator) + "/role-mappings/clients/"
                                + realm.client("realm-management")),
                        Json.of(List.of(role)))
                .expecting(204);

        JsonNode ended = source.imported(source.newcomer());

        assertThat(leavers(ended, "?status=stayed").at("/entries/0/reason").asText())
                .isEqualTo("protected-account");
        assertThat(isEnabled(administrator)).isTrue();
    }

    @Test
    void whoeverHoldsMoreThanTheSourceMayGiveStays() {
        TestSource source = new TestSource(realm, Map.of("mode", "snapshot", "ceiling", "VIEW"));
        ARow powerful = source.newcomer();
        source.imported(powerful);
        realm.give(idOf(powerful), "ADMIN@globex");

        JsonNode ended = source.imported(source.newcomer());

        assertThat(leavers(ended, "").at("/entries/0/reason").asText()).isEqualTo("protected-account");
        assertThat(isEnabled(powerful)).isTrue();
    }

    @Nested
    class MoreLeaversThanTheSourceAllows {
        private final TestSource source = new TestSource(realm, Map.of("mode", "snapshot", "mostLeavers", "1"));
        private final ARow stays = source.newcomer();
        private final ARow[] others = {source.newcomer(), source.newcomer()};
        private final JsonNode held;

        MoreLeaversThanTheSourceAllows() {
            source.imported(stays, others[0], others[1]);
            held = source.importedUntil("HELD", stays.with("firstName", "Grace"));
        }

        @Test
        void holdTheImportAndSayWhy() {
            assertThat(held.at("/leavers/missing").asInt()).isEqualTo(2);
            assertThat(held.at("/warnings/0").asText())
                    .isEqualTo("2 of the 3 people of this source are missing from the file; more than 1 leave only when"
                            + " somebody approves it within 7 days.");
            assertThat(isEnabled(others[0])).isTrue();
        }

        @Test
        void leaveWhenSomebodyApproves() {
            assertThat(decide("access-admin", "approve").status()).isEqualTo(200);

            JsonNode ended = integration.ended(id());

            assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
            assertThat(ended.at("/leavers/left").asInt()).isEqualTo(2);
            assertThat(isEnabled(others[0])).isFalse();
            assertThat(isEnabled(others[1])).isFalse();
        }

        @Test
        void stayWhenSomebodyRejects() {
            JsonNode rejected = decide("access-admin", "reject").expecting(200).json();

            assertThat(rejected.path("state").asText()).isEqualTo("REJECTED");
            assertThat(isEnabled(others[0])).isTrue();
            assertThat(decide("access-admin", "approve").status()).isEqualTo(409);
        }

        @Test
        void stayWhenALaterFileNamesThemBeforeSomebodyApproves() {
            source.imported(stays, others[0], others[1]);

            decide("access-admin", "approve").expecting(200);

            JsonNode ended = integration.ended(id());
            assertThat(ended.path("leavers")).isEqualTo(Json.read("{\"missing\":2,\"left\":0,\"stayed\":2}"));
            assertThat(isEnabled(others[1])).isTrue();
        }

        @Test
        void areNotTheSendersToDecideAbout() {
            assertThat(decide(TestRealm.SECOND_IMPORTER, "approve").status()).isEqualTo(403);
            assertThat(integration.anImport(id()).path("state").asText()).isEqualTo("HELD");
        }

        private String id() {
            return held.path("id").asText();
        }

        private Answer decide(String client, String decision) {
            return Http.send(
                    "POST",
                    realm.asApplication().uri("/rolecall/imports/" + id() + "/" + decision),
                    realm.tokenOf(client),
                    "application/json",
                    BodyPublishers.noBody());
        }
    }

    @Nested
    class ARequestForAMode {
        @Test
        void isRefusedWhereTheSourceDecides() {
            assertThat(new TestSource(realm, Map.of())
                            .send("&mode=snapshot", "")
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void isGrantedWhereTheSourceLetsARequestChoose() {
            TestSource source = new TestSource(realm, Map.of("requestMayChooseMode", "true"));

            Answer answer =
                    source.send("&mode=snapshot", source.newcomer().json().toString());

            assertThat(answer.expecting(202).json().path("mode").asText()).isEqualTo("snapshot");
        }

        @Test
        void isRefusedForAModeThereIsNot() {
            assertThat(new TestSource(realm, Map.of()).send("&mode=replace", "").status())
                    .isEqualTo(400);
        }
    }

    private JsonNode leavers(JsonNode of, String query) {
        return Http.get(
                        realm.asApplication()
                                .uri("/rolecall/imports/" + of.path("id").asText() + "/leavers" + query),
                        realm.tokenOf("access-admin"))
                .expecting(200)
                .json();
    }

    private String idOf(ARow row) {
        return integration.idsOf(row.usercode()).get(0);
    }

    private boolean isEnabled(ARow row) {
        return realm.user(idOf(row)).path("enabled").asBoolean();
    }
}
