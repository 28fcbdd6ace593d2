package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableCopyTest {
    private final TableCopy copy = TableCopy.of("org", "id").ids("id").numbered("name");

    @Test
    void columnsThatDifferAreReplacedAndAllOthersCopied() {
        assertThat(copy.statement(List.of("id", "name", "a_column_of_tomorrow")))
                .isEqualTo("insert into org (id, name, a_column_of_tomorrow)"
                        + " select pg_temp.copy_id(t.id, n), replace(t.name, '00000', to_char(n, 'FM00000')),"
                        + " t.a_column_of_tomorrow"
                        + " from org t cross join generate_series(?, ?) n where t.id in (select id from copied)");
    }

    @Test
    void anIdOfSomethingElseStays() {
        assertThat(TableCopy.of("keycloak_group", "id")
                        .idsOrOthers("parent_group")
                        .statement(List.of("parent_group")))
                .contains("case when t.parent_group in (select id from copied)"
                        + " then pg_temp.copy_id(t.parent_group, n) else t.parent_group end");
    }

    @Test
    void aTableWithoutAnExpectedColumnIsNotCopied() {
        assertThatThrownBy(() -> copy.statement(List.of("id", "title")))
                .isInstanceOf(BenchmarkFailedException.class)
                .hasMessageContaining("org has the columns [id, title]");
    }
}
