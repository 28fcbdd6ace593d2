package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void aPairOfSurrogatesIsText() {
        assertThat(Text.isWellFormed("a\uD83D\uDE00b")).isTrue();
    }

    @Test
    void halfAPairIsNot() {
        assertThat(Text.isWellFormed("a\uD83D")).isFalse();
        assertThat(Text.isWellFormed("\uDE00\uD83D")).isFalse();
    }

    @Test
    void neitherIsNul() {
        assertThat(Text.isWellFormed("a\0b")).isFalse();
    }
}
