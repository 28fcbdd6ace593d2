package dev.rolecall.sync.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceChoiceTest {
    private static final Source HR = new Source("id-1", "hr", true, SourceSettings.DEFAULT);
    private static final Source PAYROLL = new Source("id-2", "payroll", true, SourceSettings.DEFAULT);
    private static final Source CLOSED = new Source("id-3", "closed", false, SourceSettings.DEFAULT);

    @Test
    void isTheOneTheClientIsBoundTo() {
        assertThat(SourceChoice.of(List.of(HR), null)).isEqualTo(new SourceChoice.One(HR));
    }

    @Test
    void isTheOneNamedByNameOrId() {
        assertThat(SourceChoice.of(List.of(HR, PAYROLL), "payroll")).isEqualTo(new SourceChoice.One(PAYROLL));
        assertThat(SourceChoice.of(List.of(HR, PAYROLL), "id-1")).isEqualTo(new SourceChoice.One(HR));
    }

    @Test
    void isNoneForAClientWithoutOrForOneItIsNotBoundTo() {
        assertThat(SourceChoice.of(List.of(), null)).isEqualTo(new SourceChoice.None());
        assertThat(SourceChoice.of(List.of(), "hr")).isEqualTo(new SourceChoice.None());
        assertThat(SourceChoice.of(List.of(HR), "payroll")).isEqualTo(new SourceChoice.None());
    }

    @Test
    void isOpenWhenSeveralAreMeant() {
        assertThat(SourceChoice.of(List.of(HR, PAYROLL), null)).isEqualTo(new SourceChoice.Several());
    }

    @Test
    void isDisabledAndNotNoneForAClientBoundToADisabledOneOnly() {
        assertThat(SourceChoice.of(List.of(CLOSED), null)).isEqualTo(new SourceChoice.Disabled());
        assertThat(SourceChoice.of(List.of(CLOSED), "closed")).isEqualTo(new SourceChoice.Disabled());
        assertThat(SourceChoice.of(List.of(CLOSED), "hr")).isEqualTo(new SourceChoice.None());
    }

    @Test
    void passesADisabledOneUnlessItIsNamed() {
        assertThat(SourceChoice.of(List.of(HR, CLOSED), null)).isEqualTo(new SourceChoice.One(HR));
        assertThat(SourceChoice.of(List.of(HR, CLOSED), "closed")).isEqualTo(new SourceChoice.Disabled());
        assertThat(SourceChoice.of(List.of(HR, PAYROLL, CLOSED), null)).isEqualTo(new SourceChoice.Several());
    }
}
