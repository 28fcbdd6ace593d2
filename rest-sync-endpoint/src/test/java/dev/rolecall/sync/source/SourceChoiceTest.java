package dev.rolecall.sync.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceChoiceTest {
    private static final Source HR = new Source("id-1", "hr", SourceSettings.DEFAULT);
    private static final Source PAYROLL = new Source("id-2", "payroll", SourceSettings.DEFAULT);

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
}
