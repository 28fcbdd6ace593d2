package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableGrowthTest {
    private final TableGrowth growth = new TableGrowth();

    @Test
    void isCountedOverBlocksThatEachHaveARejectedRow() {
        long block = PeopleUpsert.CHUNK - 1;

        // 499, 998, 1,497, 1,996, 2,495
        assertThat(IntStream.range(0, 5).mapToObj(i -> growth.reaches(block)))
                .containsExactly(false, true, false, false, true);
        assertThat(growth.created()).isEqualTo(5 * block);
    }

    @Test
    void severalSizesAtOnceAreReachedOnce() {
        assertThat(growth.reaches(10_000)).isTrue();
        assertThat(growth.reaches(21_999)).isFalse();
        assertThat(growth.reaches(1)).isTrue();
    }

    @Test
    void nobodyReachesNothing() {
        assertThat(growth.reaches(0)).isFalse();
    }
}
