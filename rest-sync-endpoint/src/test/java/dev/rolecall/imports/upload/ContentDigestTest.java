package dev.rolecall.imports.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {
    private static final byte[] BODY = "usercode\nE1\n".getBytes(StandardCharsets.UTF_8);

    private static String digest(String algorithm) throws Exception {
        return ":"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance(algorithm).digest(BODY))
                + ":";
    }

    private static ContentDigest read(String... headers) throws IOException {
        ContentDigest digest = ContentDigest.of(List.of(headers));
        assertThat(digest.over(new ByteArrayInputStream(BODY)).readAllBytes()).isEqualTo(BODY);
        return digest;
    }

    @Test
    void acceptsTheBodyItIsOf() throws Exception {
        ContentDigest digest = read("sha-256=" + digest("SHA-256") + ", sha-512=" + digest("SHA-512"));

        assertThatCode(digest::requireMatch).doesNotThrowAnyException();
    }

    @Test
    void countsOnWhatItKnowsOnly() throws Exception {
        ContentDigest digest = read("md5=:AAAA:", "sha-512=" + digest("SHA-512") + ";a=b");

        assertThatCode(digest::requireMatch).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherBodyThoughOneOfTwoFits() throws Exception {
        ContentDigest digest = read("sha-256=" + digest("SHA-256") + ", sha-512=" + digest("SHA-256"));

        assertThatThrownBy(digest::requireMatch).isInstanceOf(UnusableUploadException.class);
    }

    @Test
    void asksForNothingWhereThereIsNone() throws Exception {
        assertThatCode(read()::requireMatch).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha-256",
                "sha-256=abc",
                "sha-256=:a:",
                "sha-256=:====:",
                "SHA-256=:AAAA:",
                "md5=:AAAA:",
                "sha-256=:AAAA:,"
            })
    void refusesWhatIsNoDigestItCanCheck(String header) {
        assertThatThrownBy(() -> ContentDigest.of(List.of(header))).isInstanceOf(UnusableUploadException.class);
    }
}
