package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CN=(?<Who>A+)B      | cn=aaB",
                "\\QA.B\\EC          | a.bc",
                "[A-C]+[^X-Z]        | abCd",
                "[]A]+               | ]a",
                "[^]A]               | b",
                "\\W\\D\\S           | -aB",
                "\\pL\\p{Lu}*\\x61   | xA",
                "[[:alpha:]\\d]+     | A1",
                "(?P<who>Ä)          | ä",
                "(?s:A.)             | a!",
                "(?U)A+              | aA",
                "Straße ΣΑΣ          | STRAßE σαΣ"
            })
    void matchesInAnyCase(String regex, String text) {
        assertThat(BoundedPattern.parse(regex).match(text, Capture::of)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "admins | adm\u0131ns",
                "admins | adm\u0130ns",
                "[^A] | A",
                "\\d | x",
                "\\QA.B\\E | axb",
                "a\\W | aw",
                "ΣΑΣ | σας"
            })
    void doesNotMatchOtherLetters(String regex, String text) {
        assertThat(BoundedPattern.parse(regex).match(text, Capture::of)).isEmpty();
    }

    /** Texts are left out early by what a pattern ends with, which must not mean anything else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "cn=[\\w-]+-admins,o=a ; CN=X-Admins,O=A",
                "cn=a,o=a|cn=b,o=b       ; cn=a,o=a",
                "(cn=a,o=a|cn=b,o=b)     ; cn=a,o=a",
                "cn=(a|b),o=a            ; cn=b,o=a",
                "cn=a,o=ab?              ; cn=a,o=a",
                "cn=a,o=ab*              ; cn=a,o=a",
                "cn=a,o=a{2}             ; cn=a,o=aa",
                "cn=a,o=[ab]             ; cn=a,o=b",
                "cn=a,o=a$               ; cn=a,o=a",
                "cn=a,o=\\x61           ; cn=a,o=a",
                "cn=a,o=\\d             ; cn=a,o=7",
                "cn=a,o=\\Qa-b\\E       ; cn=a,o=A-B",
                "cn=a,o=\\Qa-b          ; cn=a,o=A-B",
                "cn=a,o=\\pLb           ; cn=a,o=xb",
                "cn=a,o=ä                ; cn=a,o=Ä"
            })
    void matchesWhateverItEndsWith(String regex, String text) {
        assertThat(BoundedPattern.parse(regex).match(text, Capture::of)).isPresent();
        assertThat(BoundedPattern.parse(regex).match(text + "!", Capture::of)).isEmpty();
    }

    @Test
    void catchesLettersAsTheyAre() {
        Optional<Map<String, Capture>> match =
                BoundedPattern.parse("x(?<Name>.*)y").match("X\u0130\uD801\uDC00ÄkY", Capture::of);

        assertThat(match.orElseThrow()).containsExactly(Map.entry("Name", Capture.of("\u0130\uD801\uDC00Äk")));
    }

    @Test
    void aDotMatchesALineBreak() {
        assertThat(BoundedPattern.parse("a.*b").match("a\nb", Capture::of)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?i)a", "(?si)a", "a(?i:b)", "(?-i)a", "(?is-U:b)"})
    void needsNoFlagForAnyCase(String regex) {
        assertThatExceptionOfType(RuleSyntaxException.class)
                .isThrownBy(() -> BoundedPattern.parse(regex))
                .withMessage("a pattern matches in any case already: (?i) is left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[A-z]", "[!-Z]", "[^0-Z]"})
    void hasNoRangeOfTwoCases(String regex) {
        assertThatExceptionOfType(RuleSyntaxException.class)
                .isThrownBy(() -> BoundedPattern.parse(regex))
                .withMessage("a range of characters in a pattern is within one case");
    }

    /** Letters whose cases do not lead back to themselves, which RE2/J would follow forever (google/re2j#168). */
    @ParameterizedTest
    @ValueSource(strings = {"\u0131", "\u0130", "\u1C80", "\u017F", "\u212A", "\u03C2", "\u1E9E", "\u00B5"})
    void comesToAnEndWhateverTheLetter(String letter) {
        Assertions.assertTimeoutPreemptively(LONG, () -> {
            String range = String.format("[\\x{%X}-\\x{FFFF}]", letter.codePointAt(0));
            for (String regex : List.of(letter, range, "[^" + letter + "]", "[\\x{49}i" + letter + "]", "[\\x{49}i]")) {
                BoundedPattern.parse(regex).match(letter, Capture::of);
                BoundedPattern.parse(regex).match("i", Capture::of);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a*)*b", "(a|a)*b", "(a|aa)+b", "((a+)+)+b", "(.*)(.*)(.*)(.*)(.*)b", "(a?){10}a{10}b"})
    void comesToAnEndWhateverThePattern(String regex) {
        BoundedPattern pattern = BoundedPattern.parse(regex);

        assertThat(Assertions.assertTimeoutPreemptively(
                        LONG, () -> pattern.match("a".repeat(BoundedPattern.MAX_TEXT), Capture::of)))
                .isEmpty();
    }
}
