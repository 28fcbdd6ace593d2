package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source says what the columns of its files mean. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class MappingIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);
    private static final String HR_COLUMNS = "Personnel No,Login,Mail,Given,Family,Org,Rights,Salary\n";
    private static final List<String> HR_MAPPINGS = List.of(
            "Personnel No=usercode",
            "Login=username",
            "Mail=email|lower",
            "Given=firstName",
            "Family=lastName",
            "Org=department",
            "Rights=roles|Boss=MANAGE|Staff=VIEW|*=",
            "ignore:Salary",
            "constant:userType=HUMAN");
    private static final String HEADER = "Rolecall-Header-Mappings";

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;
    private final String usercode = "M-" + UUID.randomUUID();

    MappingIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    private TestSource source(String... more) {
        return new TestSource(
                realm,
                Map.of(
                        "headerMappings",
                        HR_MAPPINGS,
                        "defaultCustomer",
                        List.of("acme"),
                        "requestMayMap",
                        List.of(more.length == 0 ? "false" : more[0])));
    }

    private String hrRow(String rights) {
        return "%s,%s,%s@PEOPLE.test,Ada,Lovelace,R&D,%s,1000000\n"
                .formatted(usercode, usercode.toLowerCase(Locale.ROOT), usercode, rights);
    }

    private JsonNode person() {
        return realm.user(integration.idsOf(usercode).get(0));
    }

    @Test
    void aFileIsTakenAsTheHrSystemWritesIt() {
        JsonNode ended = source().imported(Integration.CSV, HR_COLUMNS + hrRow("Boss;Golf club"));

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        assertThat(ended.path("warnings")).isEmpty();
        assertThat(person().path("email").asText()).isEqualTo((usercode + "@people.test").toLowerCase(Locale.ROOT));
        assertThat(person().at("/attributes/department/0").asText()).isEqualTo("R&D");
        assertThat(person().at("/attributes/userType/0").asText()).isEqualTo("HUMAN");
    }

    @Test
    void aRoleWithoutAnObjectIsOnTheDefaultCustomer() {
        source().imported(Integration.CSV, HR_COLUMNS + hrRow("Boss"));

        String id = integration.idsOf(usercode).get(0);
        realm.givePassword(id);
        assertThat(realm.access(id).at("/customers/acme/roles/0").asText()).isEqualTo("MANAGE");
    }

    @Test
    void membersOfJsonRowsAreMappedLikeColumns() {
        JsonNode row = source().row(Integration.NDJSON, """
                        {"Personnel No":"%s","Login":"%s","Mail":"%s@people.test","Given":"A","Family":"L","Org":"Ops","Rights":"Staff","Salary":1}
                        """.formatted(usercode, usercode, usercode)
                .strip());

        assertThat(row.path("status").asText()).isEqualTo("created");
        assertThat(person().at("/attributes/department/0").asText()).isEqualTo("Ops");
    }

    @Test
    void aMappingGivesNoMoreThanTheCeiling() {
        TestSource source = new TestSource(
                realm,
                Map.of(
                        "ceiling", List.of("VIEW"),
                        "headerMappings", List.of("constant:roles=ADMIN@acme", "constant:customers=acme")));

        JsonNode row = source.row(Integration.CSV, "usercode\n" + usercode + "\n");

        assertThat(row.at("/errors/0/code").asText()).isEqualTo("above-ceiling");
    }

    @Test
    void aPushThatNamesTheSourceIsMappedToo() {
        TestSource source = new TestSource(
                realm, Map.of("headerMappings", List.of("no=usercode"), "clients", List.of("people-push")));

        Answer pushed = Http.send(
                "POST",
                realm.asApplication().uri("/rolecall/users/sync?source=" + source.name()),
                realm.tokenOf("people-push"),
                Integration.CSV,
                BodyPublishers.ofString("no\n" + usercode + "\n"));
        source.remove();

        assertThat(pushed.expecting(200).json().path("created").asInt()).isEqualTo(1);
    }

    @Nested
    class ARequestThatMaps {
        private final String file = "Staff,Login\n" + usercode + "," + usercode + "\n";
        private final Map<String, String> mapping = Map.of(HEADER, "{\"Staff\":\"usercode\"}");

        @Test
        void isRefusedUnlessTheSourceLetsItMap() {
            Answer refused = source().trySending("", Integration.CSV, file, mapping);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("header mappings");
        }

        @Test
        void saysWhatItsColumnsMean() {
            Answer accepted = source("true").trySending("", Integration.CSV, file, mapping);

            assertThat(integration
                            .ended(TestSource.idOf(accepted))
                            .at("/counts/created")
                            .asInt())
                    .isEqualTo(1);
        }

        @Test
        void isRefusedWhereItMeansNothing() {
            TestSource source = source("true");

            for (String header : List.of(
                    "nonsense", "[]", "{\"a\":1}", "{\"a\":\"password\"}", "{\"constant:userType\":\"SYSTEM\"}")) {
                Answer refused = source.trySending("", Integration.CSV, file, Map.of(HEADER, header));
                assertThat(refused.status()).as(header).isEqualTo(400);
                assertThat(refused.json().at("/details/0/field").asText()).isIn("headerMappings", HEADER);
            }
        }
    }

    @Nested
    class ARequestThatChoosesTheMode {
        @Test
        void isRefusedUnlessTheSourceLetsItChoose() {
            Answer refused = source().trySending(
                            "&mode=snapshot", Integration.CSV, "Personnel No\n" + usercode + "\n", Map.of());

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("upsert");
        }

        @Test
        void maySayTheModeOfTheSource() {
            Answer accepted =
                    source().trySending("&mode=upsert", Integration.CSV, "Personnel No\n" + usercode + "\n", Map.of());

            assertThat(integration
                            .ended(TestSource.idOf(accepted))
                            .path("state")
                            .asText())
                    .isEqualTo("COMPLETED");
        }
    }

    /** The first file cannot end while nobody writes results, and the second waits for it. */
    @Test
    void aFileThatWaitsMeansWhatItMeantWhenItWasSent() {
        TestSource source = source();
        String[] waiting = new String[1];
        database.whileNobodyWritesTo("RC_IMPORT_ROW", () -> {
            String first = TestSource.idOf(
                    source.trySending("", Integration.CSV, "Personnel No\nX-" + usercode + "\n", Map.of()));
            await().atMost(A_MOMENT)
                    .until(() ->
                            integration.anImport(first).path("state").asText().equals("RUNNING"));
            waiting[0] = TestSource.idOf(source.trySending("", Integration.CSV, HR_COLUMNS + hrRow("Staff"), Map.of()));
            source.set("headerMappings", "Personnel No=username", "Login=usercode");
        });

        assertThat(integration.ended(waiting[0]).at("/counts/created").asInt()).isEqualTo(1);
        assertThat(integration.idsOf(usercode)).hasSize(1);
    }
}
