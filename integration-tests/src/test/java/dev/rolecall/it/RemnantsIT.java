package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is over leaves nothing in the database. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class RemnantsIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);

    private static final String IMPORTS = "select count(*) from RC_IMPORT where REALM_ID = ?";
    private static final String RESULTS = "select count(*) from RC_IMPORT_ROW where IMPORT_ID = ?";
    private static final String BYTES = "select count(*) from RC_IMPORT_CHUNK where IMPORT_ID = ?";
    private static final String ORIGINS = "select count(*) from RC_GRANT_ORIGIN where REALM_ID = ?";
    private static final String KEYS = "select count(*) from RC_PERSON_KEY where REALM_ID = ?";

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    RemnantsIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    private static String imported(Integration by) {
        ARow row = ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        return by.imported(Integration.NDJSON, row.json().toString().getBytes(StandardCharsets.UTF_8))
                .path("id")
                .asText();
    }

    @Nested
    class ARealm {
        private final TestRealm removed = removable();
        private final String id = removed.id();
        private final String anImport = imported(new Integration(removed));

        @Test
        void hasSomethingInEachTable() {
            assertThat(database.number(IMPORTS, id)).isEqualTo(1);
            assertThat(database.number(RESULTS, anImport)).isEqualTo(1);
            assertThat(database.number(ORIGINS, id)).isPositive();
            assertThat(database.number(KEYS, id)).isEqualTo(1);
        }

        @Test
        void leavesNothingInAnyWhenItIsRemoved() {
            realm.asAdministrator().delete(removed.path("")).expecting(204);

            assertThat(database.number(IMPORTS, id)).isZero();
            assertThat(database.number(RESULTS, anImport)).isZero();
            assertThat(database.number(BYTES, anImport)).isZero();
            assertThat(database.number(ORIGINS, id)).isZero();
            assertThat(database.number(KEYS, id)).isZero();
        }

        private TestRealm removable() {
            String name = realm.name() + "-" + UUID.randomUUID();
            realm.asAdministrator().post("", RealmFile.named(name)).expecting(201);
            return realm.sibling(name);
        }
    }

    @Nested
    class AnImportThatHasEnded {
        private final String id = imported(integration);

        @Test
        void keepsItsResults() {
            assertThat(database.number(RESULTS, id)).isEqualTo(1);
        }

        @Test
        void leavesNoBytesOfItsFile() {
            assertThat(database.number(BYTES, id)).isZero();
        }
    }

    @Nested
    class AnUploadThatBreaksOff {
        private static final String RECEIVING = IMPORTS + " and STATE = 'RECEIVING'";

        /** Of imports that are still there. */
        private static final String BYTES_OF_THE_REALM = "select count(*) from RC_IMPORT_CHUNK c"
                + " join RC_IMPORT i on i.ID = c.IMPORT_ID where i.STATE = 'RECEIVING' and i.REALM_ID = ?";

        private final String id = realm.id();

        @Test
        void leavesNoImportBehind() throws IOException {
            long before = database.number(IMPORTS, id);

            try (Socket socket = new Socket(address().getHost(), address().getPort())) {
                sendHalfOf(1 << 20, socket.getOutputStream());
                await().atMost(A_MOMENT).until(() -> database.number(BYTES_OF_THE_REALM, id) > 0);
                assertThat(database.number(RECEIVING, id)).isEqualTo(1);
            }

            await().atMost(A_MOMENT)
                    .untilAsserted(
                            () -> assertThat(database.number(IMPORTS, id)).isEqualTo(before));
        }

        private void sendHalfOf(int length, OutputStream out) throws IOException {
            String head =
                    """
                    POST %s HTTP/1.1\r
                    Host: %s\r
                    Authorization: Bearer %s\r
                    Content-Type: text/csv\r
                    Content-Length: %d\r
                    \r
                    """.formatted(address().getPath(), address().getAuthority(), realm.tokenOf("hr-import"), length);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write("usercode\n".repeat(length / 18).getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        private URI address() {
            return realm.asApplication().uri("/rolecall/imports");
        }
    }
}
