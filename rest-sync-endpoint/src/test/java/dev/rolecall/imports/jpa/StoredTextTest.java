package dev.rolecall.imports.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.people.RowError;
import dev.rolecall.people.RowErrorCode;
import dev.rolecall.sync.rows.RowResultRepresentation.RowErrorRepresentation;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTextTest {
    @Test
    void holdsNothingADatabaseRefuses() {
        assertThat(StoredText.message("a\0b\ud800c\udc00 🙂")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD 🙂");
    }

    @Test
    void isBoundedAndDoesNotCutACharacterInTwo() {
        String key = StoredText.key("x".repeat(254) + "🙂🙂");

        assertThat(key).hasSize(255).startsWith("x".repeat(254));
        assertThat(Character.isSurrogate(key.charAt(254))).isFalse();
    }

    @Test
    void givesErrorsBack() {
        String stored = StoredText.ofErrors(List.of(new RowError("roles", RowErrorCode.NOT_ASSOCIATED, "why")));

        assertThat(StoredText.errors(stored))
                .containsExactly(new RowErrorRepresentation("roles", "not-associated", "why"));
        assertThat(StoredText.errors(StoredText.ofErrors(List.of()))).isEmpty();
    }

    @Test
    void keepsAMultitudeOfErrorsBounded() {
        RowError error = new RowError("row", RowErrorCode.MALFORMED_ROW, "x".repeat(5_000));

        List<RowErrorRepresentation> errors = StoredText.errors(StoredText.ofErrors(Collections.nCopies(1_000, error)));

        assertThat(errors)
                .hasSizeLessThan(100)
                .allSatisfy(kept -> assertThat(kept.message()).hasSizeLessThan(1_000));
    }
}
