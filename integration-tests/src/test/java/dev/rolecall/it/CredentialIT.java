package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People log in with the passwords they had elsewhere, whose hashes came in rows. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class CredentialIT {
    private static final String OLD = "from-the-old-system";

    /** Of {@link #OLD}, by crypt(3) and by a library of argon2. */
    private static final String BCRYPT = "$2b$10$abcdefghijklmnopqrstuuoBMWipoMxHuGefuWmjvQsAPVF/CSyv.";

    private static final String ARGON2 =
            "$argon2id$v=19$m=4096,t=3,p=2$c2l4dGVlbi1ieXRlLXNsdA$YTr27fR9Bel+QY+JxG7U594cDNmWDXX6bsrDVXSkB24";

    private static final Duration A_MOMENT = Duration.ofSeconds(20);

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    CredentialIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    private static Map<String, Object> pbkdf2(String algorithm, String password) {
        byte[] salt = "sixteen-byte-slt".getBytes(StandardCharsets.UTF_8);
        String function = algorithm.equals("pbkdf2-sha256") ? "PBKDF2WithHmacSHA256" : "PBKDF2WithHmacSHA512";
        try {
            byte[] hash = SecretKeyFactory.getInstance(function)
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 1_000, 256))
                    .getEncoded();
            return Map.of(
                    "algorithm",
                    algorithm,
                    "hashIterations",
                    1_000,
                    "salt",
                    Base64.getEncoder().encodeToString(salt),
                    "value",
                    Base64.getEncoder().encodeToString(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer login(ARow row, String password) {
        return realm.asApplication()
                .token(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        TestRealm.TEST_APP,
                        "username",
                        row.json().path("username").asText(),
                        "password",
                        password));
    }

    private ARow aNewcomerWith(Object credential) {
        ARow row = ARow.aboutANewcomer().with("credential", credential);
        integration.apply(row);
        return row;
    }

    private long passwordsBy(String algorithm, ARow row) {
        return database.number(
                "select count(*) from credential where user_id = ? and credential_data like ?",
                integration.idsOf(row.usercode()).get(0),
                "%\"" + algorithm + "\"%");
    }

    /** Until the server has counted a failed login it refuses the next one of the same person. */
    private void logsInOnceTheFailureIsCounted(ARow row) {
        await().atMost(A_MOMENT).until(() -> login(row, OLD).status() == 200);
    }

    @Nested
    class AHash {
        @ParameterizedTest
        @ValueSource(strings = {"pbkdf2-sha256", "pbkdf2-sha512"})
        void ofPbkdf2LogsIn(String algorithm) {
            ARow row = aNewcomerWith(pbkdf2(algorithm, OLD));

            login(row, OLD).expecting(200);
        }

        @ParameterizedTest
        @CsvSource({
            "bcrypt, $2b$10$abcdefghijklmnopqrstuuoBMWipoMxHuGefuWmjvQsAPVF/CSyv.",
            "bcrypt, $2y$05$zyxwvutsrqponmlkjihgfu3rIHTQ4ZhZXcEPAEHBvB0HLasZ13qwO"
        })
        void ofBcryptLogsIn(String algorithm, String value) {
            ARow row = aNewcomerWith(Map.of("algorithm", algorithm, "value", value));

            assertThat(login(row, "another").json().path("error").asText()).isEqualTo("invalid_grant");
            logsInOnceTheFailureIsCounted(row);
        }

        @Test
        void ofArgon2LogsIn() {
            ARow row = aNewcomerWith(Map.of("algorithm", "argon2", "value", ARGON2));

            assertThat(login(row, "another").json().path("error").asText()).isEqualTo("invalid_grant");
            logsInOnceTheFailureIsCounted(row);
        }

        @Test
        void isMadeAnewByTheRealmsPolicyAtTheFirstLogin() {
            ARow row = aNewcomerWith(Map.of("algorithm", "bcrypt", "value", BCRYPT));
            assertThat(passwordsBy("rolecall-bcrypt", row)).isEqualTo(1);

            login(row, OLD).expecting(200);

            await().atMost(A_MOMENT).until(() -> passwordsBy("argon2", row) == 1);
            login(row, OLD).expecting(200);
        }
    }

    @Nested
    class SentAgain {
        private final ARow row = aNewcomerWith(Map.of("algorithm", "bcrypt", "value", BCRYPT));

        @Test
        void leavesThePasswordThePersonChoseMeanwhile() {
            realm.givePassword(integration.idsOf(row.usercode()).get(0));

            assertThat(integration.apply(row).path("status").asText()).isEqualTo("unchanged");

            login(row, TestRealm.PASSWORD).expecting(200);
        }

        @Test
        void changesNothingAfterTheFirstLoginEither() {
            login(row, OLD).expecting(200);
            await().atMost(A_MOMENT).until(() -> passwordsBy("argon2", row) == 1);

            assertThat(integration.apply(row).path("status").asText()).isEqualTo("unchanged");
            assertThat(passwordsBy("argon2", row)).isEqualTo(1);
        }

        @Test
        void isSetWhenItIsAnother() {
            realm.givePassword(integration.idsOf(row.usercode()).get(0));

            JsonNode result = integration.apply(row.with("credential", pbkdf2("pbkdf2-sha512", "a-newer-one")));

            assertThat(result.path("status").asText()).isEqualTo("updated");
            login(row, "a-newer-one").expecting(200);
        }
    }

    @Test
    void somebodyWhoHasAPasswordThatNoRowSetKeepsIt() {
        ARow row = ARow.aboutANewcomer();
        integration.apply(row);
        realm.givePassword(integration.idsOf(row.usercode()).get(0));

        JsonNode result = integration.apply(row.with("credential", Map.of("algorithm", "bcrypt", "value", BCRYPT)));

        assertThat(result.path("status").asText()).isEqualTo("unchanged");
        login(row, TestRealm.PASSWORD).expecting(200);
    }

    @Nested
    class APasswordItself {
        private final String secret = "plain-" + UUID.randomUUID();

        @ParameterizedTest
        @ValueSource(strings = {"password", "plaintext", "value"})
        void isRefusedInWhateverMemberAndNeverRepeatedOrLogged(String member) throws IOException {
            ARow row = ARow.aboutANewcomer().with("credential", Map.of(member, secret));

            Answer answer = integration.sync(row.json()).expecting(207);

            assertThat(answer.json().at("/results/0/status").asText()).isEqualTo("rejected");
            assertThat(answer.json().at("/results/0/errors/0/message").asText()).contains("hash");
            assertThat(answer.json().toString()).doesNotContain(secret);
            assertThat(integration.idsOf(row.usercode())).isEmpty();
            assertThat(Files.readString(TestBed.logOfTheSharedServer())).doesNotContain(secret);
        }

        @Test
        void isRefusedAsAColumn() {
            Answer answer = integration.sync(
                    Integration.CSV, "usercode,password\nE-" + UUID.randomUUID() + "," + secret + "\n");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().toString()).contains("hash").doesNotContain(secret);
        }
    }
}
