package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final TreeSet<String> left = new TreeSet<>(List.of("a", "b", "c", "d", "e"));
    private final List<List<String>> tried = new ArrayList<>();

    /** Two at a time; work that cannot be done for one of these leaves them. */
    private int withoutHarmTo(Set<String> stubborn) {
        return Batches.each(
                after -> left.tailSet(after, false).stream().limit(2).toList(), ids -> {
                    tried.add(ids);
                    return stubborn.stream().noneMatch(ids::contains) && left.removeAll(ids);
                });
    }

    @Test
    void everybodyIsWorkedOnSomeAtATime() {
        assertThat(withoutHarmTo(Set.of())).isZero();

        assertThat(tried).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void whoeverFailsCostsNeitherThoseTriedTogetherNorThoseAfter() {
        assertThat(withoutHarmTo(Set.of("a", "e"))).isEqualTo(2);

        assertThat(left).containsExactly("a", "e");
    }

    @Test
    void itEndsWhereEveryoneFails() {
        assertThat(withoutHarmTo(Set.of("a", "b", "c", "d", "e"))).isEqualTo(5);
    }

    @Test
    void nobodyIsNoWork() {
        left.clear();

        assertThat(withoutHarmTo(Set.of())).isZero();

        assertThat(tried).isEmpty();
    }
}
