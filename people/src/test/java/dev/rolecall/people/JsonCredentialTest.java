package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCredentialTest {
    private static final String BCRYPT = "$2b$06$abcdefghijklmnopqrstuuVpl/wNbZV1U1JgpkCQPYuz2HsWhadEK";
    private static final String ARGON2 = "$argon2id$v=19$m=7168,t=5,p=1$c2FsdHNhbHQ$aGFzaGhhc2g";

    private static Row read(String credential) {
        return JsonRowTest.read("{'usercode':'E1','credential':" + credential + "}");
    }

    private static @Nullable Credential accepted(String credential) {
        return ((PersonRow) read(credential)).credential();
    }

    private static List<RowError> errors(String credential) {
        return ((UnreadableRow) read(credential)).errors();
    }

    @Nested
    class OneText {
        @ParameterizedTest
        @ValueSource(strings = {"bcrypt", "rolecall-bcrypt"})
        void ofBcryptIsKeptAsItIs(String algorithm) {
            assertThat(accepted("{'algorithm':'" + algorithm + "','value':'" + BCRYPT + "'}"))
                    .isEqualTo(new Credential("rolecall-bcrypt", 6, "", BCRYPT));
        }

        @ParameterizedTest
        @ValueSource(strings = {"argon2", "argon2id"})
        void ofArgon2BecomesWhatKeycloakKeeps(String algorithm) {
            assertThat(accepted("{'algorithm':'" + algorithm + "','value':'" + ARGON2 + "'}"))
                    .isEqualTo(new Credential(
                            "argon2",
                            5,
                            "c2FsdHNhbHQ=",
                            "aGFzaGhhc2g=",
                            Map.of(
                                    "type", List.of("id"),
                                    "version", List.of("1.3"),
                                    "memory", List.of("7168"),
                                    "parallelism", List.of("1"),
                                    "hashLength", List.of("8"))));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'algorithm':'bcrypt','value':'$2b$03$abcdefghijklmnopqrstuuVpl/wNbZV1U1JgpkCQPYuz2HsWhadEK'}",
                    "{'algorithm':'bcrypt','value':'$2b$15$abcdefghijklmnopqrstuuVpl/wNbZV1U1JgpkCQPYuz2HsWhadEK'}",
                    "{'algorithm':'bcrypt','value':'hunter2'}",
                    "{'algorithm':'argon2','value':'hunter2'}",
                    "{'algorithm':'argon2','value':'$argon2id$v=19$m=99999,t=5,p=1$c2FsdHNhbHQ$aGFzaGhhc2g'}",
                    "{'algorithm':'argon2','value':'$argon2id$v=19$m=7168,t=11,p=1$c2FsdHNhbHQ$aGFzaGhhc2g'}",
                    "{'algorithm':'argon2','value':'$argon2id$v=19$m=7168,t=5,p=17$c2FsdHNhbHQ$aGFzaGhhc2g'}",
                    "{'algorithm':'argon2','value':'$argon2id$v=18$m=7168,t=5,p=1$c2FsdHNhbHQ$aGFzaGhhc2g'}",
                    "{'algorithm':'argon2','hashIterations':5,'salt':'c2FsdA==','value':'aGFzaA=='}"
                })
        void isRefusedWhereItIsNoneOrOutOfBounds(String credential) {
            assertThat(errors(credential).stream().map(RowError::toString))
                    .containsExactly("credential: invalid-value");
        }
    }

    @Nested
    class APlaintextPassword {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'hunter2'",
                    "{'password':'hunter2'}",
                    "{'plaintext':'hunter2','algorithm':'pbkdf2-sha256'}",
                    "{'value':'hunter2'}",
                    "{'type':'password','value':'hunter2','temporary':false}"
                })
        void isRefusedAndNotRepeated(String credential) {
            List<RowError> errors = errors(credential);

            assertThat(errors).hasSize(1);
            assertThat(errors.get(0).message()).contains("hash").doesNotContain("hunter2");
            assertThat(read(credential).toString()).doesNotContain("hunter2");
        }

        @Test
        void isNoAttributeEither() {
            assertThat(((UnreadableRow) JsonRowTest.read("{'usercode':'E1','attributes':{'Password':['hunter2']}}"))
                            .errors().stream().map(RowError::toString))
                    .containsExactly("attributes.Password: invalid-value");
        }
    }
}
