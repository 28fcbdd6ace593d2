package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesSoFarTest {
    private final NamesSoFar.Holders held = new NamesSoFar.Holders(
            Map.of("taken", Optional.of("id-1"), "left", Optional.empty(), "handed-on", Optional.of("id-2")),
            Map.of("ada@acme.test", Optional.of("id-1")));

    @Test
    void aNameIsWhoseItWouldBeAndNotWhoseItIs() {
        Map<String, Set<String>> stored =
                Map.of("left", Set.of("id-3"), "handed-on", Set.of("id-4"), "other", Set.of("id-5"));

        assertThat(held.overUsernames(stored))
                .isEqualTo(Map.of(
                        "taken",
                        Set.of("id-1"),
                        "left",
                        Set.of(),
                        "handed-on",
                        Set.of("id-2"),
                        "other",
                        Set.of("id-5")));
    }

    @Test
    void emailsAreNoUsernames() {
        assertThat(held.overEmails(Map.of())).isEqualTo(Map.of("ada@acme.test", Set.of("id-1")));
    }
}
