package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptTest {
    /** Of OpenBSD's own tests, and of crypt(3). */
    private static final String OF_A = "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a                     | $2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe
            abc                   | $2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i
            correct-horse-battery | $2b$06$abcdefghijklmnopqrstuuVpl/wNbZV1U1JgpkCQPYuz2HsWhadEK
            correct-horse-battery | $2y$06$abcdefghijklmnopqrstuuVpl/wNbZV1U1JgpkCQPYuz2HsWhadEK
            """)
    void aHashIsOfItsPassword(String password, String hash) {
        assertThat(Bcrypt.isOf(hash, password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "aa", "b"})
    void itIsOfNoOther(String password) {
        assertThat(Bcrypt.isOf(OF_A, password)).isFalse();
    }

    @Nested
    class WhenTheHashIsNone {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "a",
                    "$2a$06$short",
                    "$1$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
                    "$2a$6$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
                    "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe\n"
                })
        void nobodyLogsInWithIt(String hash) {
            assertThat(Bcrypt.cost(hash)).isEmpty();
            assertThat(Bcrypt.isOf(hash, "a")).isFalse();
        }

        @Test
        void nothingIsNoHashEither() {
            assertThat(Bcrypt.isOf(null, "a")).isFalse();
        }
    }

    @Test
    void aCostThatWouldTakeHoursIsNotPaid() {
        assertThat(Bcrypt.isOf(OF_A.replace("$06$", "$31$"), "a")).isFalse();
    }
}
