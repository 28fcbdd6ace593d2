package dev.rolecall.access.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnambiguousTest {
    private record Row(String group, String mark) {}

    @Test
    void aGroupThatIsMarkedOnceStays() {
        assertThat(rows(new Row("a", "x.y"), new Row("b", "VIEW")))
                .containsExactly(new Row("a", "x.y"), new Row("b", "VIEW"));
    }

    @Test
    void aGroupThatIsMarkedSeveralTimesIsNone() {
        assertThat(rows(new Row("a", "x.y"), new Row("b", "VIEW"), new Row("a", "x.z")))
                .containsExactly(new Row("b", "VIEW"));
    }

    @Test
    void theRootStaysHoweverItIsMarked() {
        assertThat(rows(new Row("root", "x.y"), new Row("root", "x.z"))).containsExactly(new Row("root", "x.y"));
    }

    private static List<Row> rows(Row... rows) {
        return Unambiguous.rows(List.of(rows), Row::group, row -> row.group().equals("root"));
    }
}
