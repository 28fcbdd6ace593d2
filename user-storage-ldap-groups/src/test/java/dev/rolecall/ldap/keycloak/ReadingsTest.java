package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private final Readings readings = new Readings();

    private Optional<String> read(String mapper) {
        return readings.tryTo(mapper, () -> "all of it");
    }

    @Test
    void oneAfterTheOtherIsLetIn() {
        assertThat(read("a")).contains("all of it");
        assertThat(read("a")).contains("all of it");
    }

    @Test
    void aMapperIsReadOnceAtATime() {
        assertThat(readings.tryTo("a", () -> read("a"))).contains(Optional.empty());
    }

    @Test
    void anotherMapperIsReadBesides() {
        assertThat(readings.tryTo("a", () -> read("b"))).contains(Optional.of("all of it"));
    }

    @Test
    void aThirdIsNot() {
        assertThat(readings.tryTo("a", () -> readings.tryTo("b", () -> read("c"))))
                .contains(Optional.of(Optional.empty()));
    }

    @Test
    void oneThatFailsMakesRoom() {
        assertThatThrownBy(() -> readings.tryTo("a", () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(read("a")).isPresent();
    }
}
