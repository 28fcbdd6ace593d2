package dev.rolecall.sync.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.people.PersonRow;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowErrorCode;
import dev.rolecall.people.UnreadableRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenKeysTest {
    @Test
    void theLaterOfTwoRowsWithOneKeyIsRejected() throws IOException {
        List<Row> rows = once("usercode,username\nE1,ada\nE2,bob\nE1,eve\n", keys -> Set.of());

        assertThat(rows.get(0)).isInstanceOf(PersonRow.class);
        assertThat(rows.get(1)).isInstanceOf(PersonRow.class);
        assertDuplicate(rows.get(2), 4);
    }

    @Test
    void aRowWhoseKeyCameInAnEarlierBlockIsRejected() throws IOException {
        List<Row> rows = once("usercode\nE1\nE2\n", keys -> Set.of("E2"));

        assertThat(rows.get(0)).isInstanceOf(PersonRow.class);
        assertDuplicate(rows.get(1), 3);
    }

    @Test
    void aRowWithoutAKeyRepeatsNone() throws IOException {
        List<Row> rows = once("usercode,username\n,ada\n,bob\n", keys -> keys);

        assertThat(rows)
                .allSatisfy(row -> assertThat(((UnreadableRow) row).errors())
                        .noneMatch(error -> error.code() == RowErrorCode.DUPLICATE_KEY));
    }

    private static List<Row> once(String csv, SeenKeys seen) throws IOException {
        return seen.once(
                new RowBlocks(RowFormat.CSV.open(new ByteArrayInputStream(Reading.bytes(csv)), Reading.COLUMNS))
                        .next());
    }

    private static void assertDuplicate(Row row, long line) {
        assertThat(row.line()).isEqualTo(line);
        assertThat(((UnreadableRow) row).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo(RowErrorCode.DUPLICATE_KEY));
    }
}
