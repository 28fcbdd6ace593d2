package dev.rolecall.sync.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.PersonRow;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowErrorCode;
import dev.rolecall.people.UnreadableRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowBlocksTest {
    @Test
    void areNoLargerThanOneTransaction() throws IOException {
        RowBlocks blocks = blocks("usercode\n" + "E\n".repeat(PeopleUpsert.CHUNK + 1), keys -> Set.of());

        assertThat(blocks.next()).hasSize(PeopleUpsert.CHUNK);
        assertThat(blocks.next()).hasSize(1);
        assertThat(blocks.next()).isEmpty();
    }

    @Test
    void rejectTheLaterOfTwoRowsWithOneKey() throws IOException {
        List<Row> rows = blocks("usercode,username\nE1,ada\nE2,bob\nE1,eve\n", keys -> Set.of())
                .next();

        assertThat(rows.get(0)).isInstanceOf(PersonRow.class);
        assertThat(rows.get(1)).isInstanceOf(PersonRow.class);
        assertDuplicate(rows.get(2), 4);
    }

    @Test
    void rejectARowWhoseKeyCameInAnEarlierBlock() throws IOException {
        List<Row> rows = blocks("usercode\nE1\nE2\n", keys -> Set.of("E2")).next();

        assertThat(rows.get(0)).isInstanceOf(PersonRow.class);
        assertDuplicate(rows.get(1), 3);
    }

    @Test
    void goOnBehindWhatIsDone() throws IOException {
        RowBlocks blocks = blocks("usercode\nE1\nE2\nE3\n", keys -> Set.of());

        blocks.skip(2);

        assertThat(blocks.next()).singleElement().extracting(Row::key).isEqualTo("E3");
    }

    @Test
    void doNotGoOnBehindTheEnd() {
        assertThatThrownBy(() -> blocks("usercode\nE1\n", keys -> Set.of()).skip(2))
                .isInstanceOf(IllegalStateException.class);
    }

    private static RowBlocks blocks(String csv, RowBlocks.SeenKeys seen) {
        return new RowBlocks(RowFormat.CSV.open(new ByteArrayInputStream(Reading.bytes(csv)), Reading.COLUMNS), seen);
    }

    private static void assertDuplicate(Row row, long line) {
        assertThat(row.line()).isEqualTo(line);
        assertThat(((UnreadableRow) row).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo(RowErrorCode.DUPLICATE_KEY));
    }
}
