package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class BenchPersonTest {
    @Test
    void theSameNumberIsAlwaysTheSamePerson() {
        assertThat(BenchPerson.of("a", 17, 0)).isEqualTo(BenchPerson.of("a", 17, 0));
        assertThat(BenchPerson.of("a", 17, 0)).isNotEqualTo(BenchPerson.of("b", 17, 0));
    }

    @Test
    void fromOneRevisionToTheNextOneInTenChanges() {
        assertThat(ImportWork.CHANGED.changes("a", 10_000)).isBetween(900, 1_100);
        assertThat(ImportWork.UNCHANGED.changes("a", 10_000)).isZero();
    }

    @Test
    void threeRolesAreOnThreeDeploymentsOfOneCustomer() {
        BenchPerson person = BenchPerson.of("a", 3, 0);

        assertThat(person.roles()).hasSize(3).allMatch(role -> role.contains("@" + person.customer() + "/"));
        assertThat(BenchPerson.groups()).containsAll(person.groupNames());
    }

    @Test
    void aCsvRowHasACellForEachColumn() {
        for (int number = 0; number < 1_000; number++) {
            assertThat(BenchPerson.of("a", number, 1).csv().split(",", -1)).hasSize(BenchPerson.COLUMNS.size());
        }
    }

    @Test
    void groupNamesAreOnePathElement() {
        assertThat(BenchPerson.groups()).noneMatch(name -> name.contains("/"));
        assertThat(new HashSet<>(BenchPerson.groups().toList())).hasSize(150);
    }
}
