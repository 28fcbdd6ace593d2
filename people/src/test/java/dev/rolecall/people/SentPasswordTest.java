package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentPasswordTest {
    @ParameterizedTest(name = "{5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            false | false | -   | one | SET   | nobody has a password yet
            true  | false | -   | one | KEPT  | the person has a password that no row set
            true  | true  | -   | one | KNOWN | the person has this very hash
            true  | true  | one | one | KEPT  | nothing happened since the last row
            true  | false | one | one | KEPT  | the person changed it, or Keycloak hashed it anew, since the last row
            false | false | one | one | KEPT  | the password was taken away since the last row
            true  | false | one | two | SET   | the source has another hash than the last time
            false | false | one | two | SET   | the source has another hash, and there is no password
            """)
    void isJudgedByTheLastRow(
            boolean stored, boolean same, String last, String sent, SentPassword outcome, String situation) {
        assertThat(SentPassword.judge(stored, same, last, sent)).as(situation).isEqualTo(outcome);
    }

    @Test
    void aDigestIsOfEveryPartOfTheHash() {
        Map<String, List<String>> none = Map.of();
        assertThat(List.of(
                                new Credential("a", 1, "s", "v", none),
                                new Credential("b", 1, "s", "v", none),
                                new Credential("a", 2, "s", "v", none),
                                new Credential("a", 1, "t", "v", none),
                                new Credential("a", 1, "s", "w", none),
                                new Credential("a", 1, "s", "v", Map.of("type", List.of("id"))))
                        .stream()
                        .map(SentPassword::digest))
                .doesNotHaveDuplicates()
                .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    }
}
