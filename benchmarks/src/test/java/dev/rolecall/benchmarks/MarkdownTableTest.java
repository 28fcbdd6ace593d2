package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    @Test
    void everyColumnIsAsWideAsItsLongestCell() {
        String text = new MarkdownTable("way", "ms")
                .row("a", "12.5")
                .row("bee hive", "3")
                .text();

        assertThat(text).isEqualTo("""
                        | way      | ms   |
                        |----------|------|
                        | a        | 12.5 |
                        | bee hive | 3    |
                        """);
    }

    @Test
    void aRowHasAsManyCellsAsThereAreColumns() {
        MarkdownTable table = new MarkdownTable("way", "ms");

        assertThatIllegalArgumentException().isThrownBy(() -> table.row("alone"));
    }
}
