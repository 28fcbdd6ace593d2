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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void endBeforeTheyAreLargerThanTheirBytesAndOneRecord(RowFormat format) throws IOException {
        int most = RowLimits.BLOCK / LARGE + 1;
        RowBlocks blocks =
                new RowBlocks(format.open(new ByteArrayInputStream(large(format)), Reading.COLUMNS), k -> Set.of());

        List<Long> lines = new ArrayList<>();
        for (List<Row> rows = blocks.next(); !rows.isEmpty(); rows = blocks.next()) {
            assertThat(rows).hasSizeLessThanOrEqualTo(most);
            rows.forEach(row -> lines.add(row.line()));
        }

        assertThat(lines).hasSize(3 * most).doesNotHaveDuplicates();
    }

    @Test
    void areNotCutShortByRecordsOfWhichNothingIsKept() throws IOException {
        String tooLong = "E,\"" + "x".repeat(RowLimits.RECORD) + "\"\n";

        assertThat(blocks("usercode,username\n" + tooLong.repeat(6), keys -> Set.of())
                        .next())
                .hasSize(6);
    }

    private static final int LARGE = 60_000;

    /** Three times as many large rows as a block may hold. */
    private static byte[] large(RowFormat format) {
        int rows = 3 * (RowLimits.BLOCK / LARGE + 1);
        String value = "x".repeat(LARGE);
        return Reading.bytes(
                switch (format) {
                    case CSV -> "usercode,username\n" + ("E," + value + "\n").repeat(rows);
                    case NDJSON -> ("{\"usercode\":\"E\",\"username\":\"" + value + "\"}\n").repeat(rows);
                    case JSON ->
                        "[" + ("{\"usercode\":\"E\",\"username\":\"" + value + "\"},").repeat(rows - 1) + "{}]";
                });
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
