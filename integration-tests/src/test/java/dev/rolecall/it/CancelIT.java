package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code DELETE imports/{id}}: what is applied stays, and the rest never is. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class CancelIT {
    private static final String HEADER = "usercode,username,email,firstName,lastName\n";
    private static final Duration A_MOMENT = Duration.ofSeconds(30);

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    CancelIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    private static String rows(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "%1$s-%2$d,%1$s-%2$d,%1$s-%2$d@people.test,Ada,Lovelace\n".formatted(prefix, i))
                .collect(Collectors.joining("", HEADER, ""));
    }

    private static String prefix() {
        return "c-" + UUID.randomUUID();
    }

    private String send(String file) {
        return integration
                .send(Integration.CSV, file)
                .expecting(202)
                .json()
                .path("id")
                .asText();
    }

    private Answer cancel(String id) {
        return cancel(id, realm.tokenOf("hr-import"));
    }

    private Answer cancel(String id, String token) {
        return Http.delete(realm.asApplication().uri("/rolecall/imports/" + id), token);
    }

    private String state(String id) {
        return integration.anImport(id).path("state").asText();
    }

    /** Sends it, and does the work while its first block is under way and cannot end. */
    private String inTheFirstBlockOf(String file, Consumer<String> work) {
        String[] id = new String[1];
        database.whileNobodyWritesTo("USER_ENTITY", () -> {
            id[0] = send(file);
            await().atMost(A_MOMENT).until(() -> state(id[0]).equals("RUNNING") && database.somebodyWaits());
            work.accept(id[0]);
        });
        return id[0];
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class ARunningImport {
        private final String prefix = prefix();
        private final Answer[] answers = new Answer[2];
        private final String id = inTheFirstBlockOf(rows(prefix, 1_200), running -> {
            answers[0] = cancel(running);
            answers[1] = cancel(running);
        });
        private final JsonNode ended = integration.ended(id);

        @Test
        void isAskedToEnd() {
            assertThat(answers[0].status()).isEqualTo(202);
            assertThat(answers[0].json().path("state").asText()).isEqualTo("RUNNING");
            assertThat(answers[1].status()).isEqualTo(202);
        }

        @Test
        void isCancelledWithTheCountsOfTheBlockAtHand() {
            assertThat(ended.path("state").asText()).isEqualTo("CANCELLED");
            assertThat(ended.at("/counts/rows").asInt()).isEqualTo(500);
            assertThat(ended.at("/counts/created").asInt()).isEqualTo(500);
            assertThat(ended.path("endedAt").asText()).isNotEmpty();
        }

        @Test
        void leavesWhatIsAppliedAndAppliesNoMore() {
            assertThat(integration.idsOf(prefix + "-499")).hasSize(1);
            assertThat(integration.idsOf(prefix + "-500")).isEmpty();
            assertThat(integration.rows(id, "?max=1").path("total").asInt()).isEqualTo(500);
        }

        @Test
        void keepsNothingOfItsFile() {
            assertThat(database.number("select count(*) from RC_IMPORT_CHUNK where IMPORT_ID = ?", id))
                    .isZero();
        }

        @Test
        void isNamedOnceInTheAdminEvents() {
            JsonNode events = realm.asAdministrator()
                    .get(realm.path("/admin-events?resourcePath=imports/" + id))
                    .expecting(200)
                    .json();

            assertThat(events.findValuesAsText("action")).containsExactly("cancel");
            assertThat(events.findValuesAsText("state")).containsExactly("CANCELLED");
        }

        @Test
        void isStillCancelledWhenItIsCancelledAgain() {
            assertThat(cancel(id).expecting(200).json().path("state").asText()).isEqualTo("CANCELLED");
        }
    }

    @Nested
    class AQueuedImport {
        @Test
        void isCancelledAtOnceAndLetsTheNextOnePass() {
            String prefix = prefix();
            String[] ids = new String[2];
            inTheFirstBlockOf(rows(prefix(), 1), running -> {
                ids[0] = send(rows(prefix, 1));
                ids[1] = send(rows(prefix(), 1));

                assertThat(cancel(ids[0]).expecting(200).json().path("state").asText())
                        .isEqualTo("CANCELLED");
            });

            assertThat(integration.ended(ids[1]).path("state").asText()).isEqualTo("COMPLETED");
            assertThat(state(ids[0])).isEqualTo("CANCELLED");
            assertThat(integration.idsOf(prefix + "-0")).isEmpty();
        }
    }

    @Nested
    class AnUploadUnderWay {
        @Test
        void isEndedAndNotApplied() throws Exception {
            String prefix = prefix();
            SlowUpload upload = new SlowUpload(realm, rows(prefix, 1));
            String id = upload.begun(() -> realm.tokenOf("access-admin"));

            assertThat(cancel(id).expecting(200).json().path("state").asText()).isEqualTo("CANCELLED");

            assertThat(upload.status()).isEqualTo(400);
            assertThat(state(id)).isEqualTo("CANCELLED");
            assertThat(integration.idsOf(prefix + "-0")).isEmpty();
        }
    }

    @Nested
    class AnEndedImport {
        @Test
        void staysWhatItIsAndTheAnswerSaysSo() {
            String id = integration.imported(HEADER).path("id").asText();

            Answer answer = cancel(id);

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).contains("COMPLETED");
            assertThat(state(id)).isEqualTo("COMPLETED");
        }
    }

    @Nested
    class WhoMayCancel {
        private final String id = send(HEADER);

        @Test
        void nobodyWhoMayNotSeeIt() {
            assertThat(cancel(id, realm.aSecondImporter()).status()).isEqualTo(404);
            assertThat(cancel(id, realm.tokenOf("people-push")).status()).isEqualTo(403);
        }

        @Test
        void whoeverMaySeeAll() {
            integration.ended(id);

            assertThat(cancel(id, realm.tokenOf("access-admin")).status()).isEqualTo(409);
        }
    }
}
