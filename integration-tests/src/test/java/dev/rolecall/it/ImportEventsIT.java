package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Http;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code imports/{id}/events}: an import is told of while it runs. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class ImportEventsIT {
    private static final String FILE = "usercode,username\n%1$s,%1$s\n";
    private static final Duration A_MOMENT = Duration.ofSeconds(30);
    private static final int MOST_OF_REALM = 20;

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    ImportEventsIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    private String send() {
        return integration
                .send(Integration.CSV, FILE.formatted("ev-" + UUID.randomUUID()))
                .expecting(202)
                .json()
                .path("id")
                .asText();
    }

    private URI events(String id) {
        return realm.asApplication().uri("/rolecall/imports/" + id + "/events");
    }

    private EventStream follow(String id) {
        return EventStream.open(events(id), realm.tokenOf("hr-import"));
    }

    private EventStream followWhenOthersHaveEnded(String id) {
        return await().atMost(A_MOMENT).until(() -> follow(id), stream -> stream.status() == 200);
    }

    /** Does the work while an import is under way and cannot end. */
    private String whileItRuns(Consumer<String> work) {
        String[] id = new String[1];
        database.whileNobodyWritesTo("USER_ENTITY", () -> {
            id[0] = send();
            await().atMost(A_MOMENT)
                    .until(() -> state(integration.anImport(id[0])).equals("RUNNING"));
            work.accept(id[0]);
        });
        return id[0];
    }

    private static String state(JsonNode document) {
        return document.path("state").asText();
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class AStream {
        private final EventStream[] stream = new EventStream[1];
        private final JsonNode[] first = new JsonNode[1];
        private final String id = whileItRuns(running -> {
            stream[0] = followWhenOthersHaveEnded(running);
            first[0] = Objects.requireNonNull(stream[0].next());
        });
        private final List<JsonNode> rest = stream[0].rest();

        @Test
        void isOneOfServerSentEventsThatNobodyKeeps() {
            assertThat(stream[0].status()).isEqualTo(200);
            assertThat(stream[0].header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream[0].header("Cache-Control")).isEqualTo("no-store");
        }

        @Test
        void beginsWithTheWholeStateWhileTheImportRuns() {
            assertThat(state(first[0])).isEqualTo("RUNNING");
            assertThat(first[0].path("id").asText()).isEqualTo(id);
            assertThat(first[0].path("counts").path("rows").asInt()).isZero();
        }

        @Test
        void endsWithTheEndOfTheImport() {
            JsonNode last = rest.get(rest.size() - 1);

            assertThat(state(last)).isEqualTo("COMPLETED");
            assertThat(last.path("counts").path("created").asInt()).isEqualTo(1);
            assertThat(last).isEqualTo(integration.anImport(id));
        }

        @Test
        void ofAnImportThatHasEndedIsOneEvent() {
            try (EventStream again = follow(id)) {
                assertThat(again.rest())
                        .singleElement()
                        .satisfies(only -> assertThat(state(only)).isEqualTo("COMPLETED"));
            }
        }

        @Test
        void isForThoseWhoMaySeeTheImport() {
            assertThat(Http.get(events(id), null).status()).isEqualTo(401);
            assertThat(Http.get(events(id), realm.tokenOf("people-push")).status())
                    .isEqualTo(403);
            assertThat(Http.get(events(id), realm.aSecondImporter()).status()).isEqualTo(404);
            assertThat(Http.get(events(id), realm.tokenOf("access-admin")).body())
                    .contains("event:import\n", "retry:2000\n", "\"COMPLETED\"");
        }
    }

    @Test
    void moreStreamsThanARealmMayHaveAreRefusedUntilOneEnds() {
        whileItRuns(id -> {
            List<EventStream> open = new ArrayList<>();
            for (int i = 0; i < MOST_OF_REALM; i++) {
                open.add(follow(id));
            }
            assertThat(open).extracting(EventStream::status).containsOnly(200);

            assertThat(Http.get(events(id), realm.tokenOf("hr-import"))
                            .expecting(429)
                            .body())
                    .contains(MOST_OF_REALM + " followers");

            open.remove(0).close();
            await().atMost(A_MOMENT).until(() -> {
                EventStream another = follow(id);
                open.add(another);
                return another.status() == 200;
            });
            open.forEach(EventStream::close);
        });
    }

    @Test
    void aStreamEndsWithItsToken() {
        ObjectNode client = (ObjectNode) realm.asAdministrator()
                .get(realm.path("/clients/" + realm.client("hr-import")))
                .expecting(200)
                .json();
        lifespan(client, "5");
        try {
            whileItRuns(id -> {
                try (EventStream stream = followWhenOthersHaveEnded(id)) {
                    List<JsonNode> all = stream.rest();

                    assertThat(state(all.get(all.size() - 1))).isEqualTo("RUNNING");
                }
            });
        } finally {
            lifespan(client, "");
        }
    }

    private void lifespan(ObjectNode client, String seconds) {
        client.withObject("/attributes").put("access.token.lifespan", seconds);
        realm.asAdministrator()
                .put(realm.path("/clients/" + client.path("id").asText()), client)
                .expecting(204);
    }
}
