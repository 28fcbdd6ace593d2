package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastDayTest {
    private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");

    private static PersonState person(boolean enabled, String date) {
        return new PersonState("ada", null, null, null, enabled, Map.of("terminationDate", List.of(date)));
    }

    private static boolean enabledAfter(boolean before, String members) {
        PersonRow row = JsonRowTest.person("{'usercode':'E1'" + (members.isEmpty() ? "" : "," + members) + "}");
        return LastDay.applied(row, person(before, "2026-06-29").with(row, false), NOON)
                .enabled();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-30, 2026-06-30T23:59:59.999Z, false",
        "2026-06-30, 2026-07-01T00:00:00Z, true",
        "2026-12-31, 2026-12-31T12:00:00Z, false",
        "2026-12-31, 2027-01-01T00:00:00Z, true"
    })
    void isWorkedToItsEndInUtc(String date, Instant now, boolean over) {
        assertThat(LastDay.in(person(true, date).attributes()).orElseThrow().isOver(now))
                .isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-30T00:00:00Z", "2026-06-30T23:59:59.999Z"})
    void isTodayOrLaterInUtc(Instant now) {
        assertThat(LastDay.from(now, 2).stream().map(day -> day.date().toString()))
                .containsExactlyInAnyOrder("2026-06-30", "2026-07-01", "2026-07-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-13-01", "30.06.2026"})
    void isNoneWhereSomebodyWroteSomethingElse(String text) {
        assertThat(LastDay.in(Map.of("terminationDate", List.of(text)))).isEmpty();
    }

    @Test
    void isNoneWhereThereAreTwo() {
        assertThat(LastDay.in(Map.of("terminationDate", List.of("2026-06-30", "2026-07-30"))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'terminationDate':'2026-06-29'                | false
            'terminationDate':'2026-06-29','enabled':true | false
            'enabled':true                                | false
            'terminationDate':'2026-06-30'                | true
            'terminationDate':'2026-07-31'                | true
            'terminationDate':null                        | true
            'firstName':'Ada'                             | true
            """)
    void disablesWhomARowSaysItIsOverFor(String members, boolean enabled) {
        assertThat(enabledAfter(true, members)).isEqualTo(enabled);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'terminationDate':null                        | false
            'terminationDate':'2026-07-31'                | false
            'terminationDate':null,'enabled':true         | true
            'terminationDate':'2026-07-31','enabled':true | true
            """)
    void enablesNobodyByMovingAway(String members, boolean enabled) {
        assertThat(enabledAfter(false, members)).isEqualTo(enabled);
    }
}
