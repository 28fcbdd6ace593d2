package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    private final List<Set<String>> asked = new ArrayList<>();

    @Test
    void aFileWithoutRepeatedKeysAsksNothing() {
        KnownKeys keys = known(100_000);

        for (int block = 0; block < 100; block++) {
            assertThat(keys.among(keys(500 * block, 500))).isEmpty();
        }

        assertThat(asked).isEmpty();
    }

    @Test
    void aKeyThatIsThereAgainIsAskedAboutAlone() {
        KnownKeys keys = known(1_000);
        keys.among(keys(0, 500));

        assertThat(keys.among(keys(499, 500))).containsExactly("k499");

        assertThat(asked).containsExactly(Set.of("k499"));
    }

    @Test
    void whatTheDatabaseDoesNotKnowIsNotThere() {
        KnownKeys keys = new KnownKeys(some -> Set.of(), 1_000);
        keys.among(keys(0, 10));

        assertThat(keys.among(keys(0, 10))).isEmpty();
    }

    @Test
    void aRunThatGoesOnKnowsWhatItReadsPast() {
        KnownKeys keys = known(1_000);
        keys(0, 500).forEach(keys::learn);

        assertThat(keys.among(keys(499, 500))).containsExactly("k499");

        assertThat(asked).containsExactly(Set.of("k499"));
    }

    @Test
    void aRunThatReadsPastTooManyAsksAboutEach() {
        KnownKeys keys = known(499);
        keys(0, 500).forEach(keys::learn);

        keys.among(keys(500, 10));

        assertThat(asked).containsExactly(keys(500, 10));
    }

    @Test
    void aFileThatIsTooLargeIsAskedAboutFromThenOn() {
        KnownKeys keys = known(900);
        keys.among(keys(0, 500));

        assertThat(keys.among(keys(400, 500))).hasSize(500);
        assertThat(asked).containsExactly(keys(400, 500));
    }

    private KnownKeys known(int most) {
        return new KnownKeys(
                some -> {
                    asked.add(some);
                    return some;
                },
                most);
    }

    private static Set<String> keys(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> "k" + number)
                .collect(Collectors.toSet());
    }
}
