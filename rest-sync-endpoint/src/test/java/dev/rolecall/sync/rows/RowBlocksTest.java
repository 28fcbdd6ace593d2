package dev.rolecall.sync.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowBlocksTest {
    @Test
    void areNoLargerThanOneTransaction() throws IOException {
        RowBlocks blocks = blocks("usercode\n" + "E\n".repeat(PeopleUpsert.CHUNK + 1));

        assertThat(blocks.next()).hasSize(PeopleUpsert.CHUNK);
        assertThat(blocks.next()).hasSize(1);
        assertThat(blocks.next()).isEmpty();
    }

    @Test
    void goOnBehindWhatIsDone() throws IOException {
        RowBlocks blocks = blocks("usercode\nE1\nE2\nE3\n");

        blocks.skip(2, key -> {});

        assertThat(blocks.next()).singleElement().extracting(Row::key).isEqualTo("E3");
    }

    @Test
    void tellTheKeysOfWhatIsDone() throws IOException {
        List<String> keys = new ArrayList<>();

        blocks("usercode,username\nE1,ada\n,bob\nE3,eve\nE4,joe\n").skip(3, keys::add);

        assertThat(keys).containsExactly("E1", "E3");
    }

    @Test
    void doNotGoOnBehindTheEnd() {
        assertThatThrownBy(() -> blocks("usercode\nE1\n").skip(2, key -> {})).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(RowFormat.class)
    void endBeforeTheyAreLargerThanTheirBytesAndOneRecord(RowFormat format) throws IOException {
        int most = RowLimits.BLOCK / LARGE + 1;
        RowBlocks blocks = new RowBlocks(format.open(new ByteArrayInputStream(large(format)), Reading.COLUMNS));

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

        assertThat(blocks("usercode,username\n" + tooLong.repeat(6)).next()).hasSize(6);
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

    private static RowBlocks blocks(String csv) {
        return new RowBlocks(RowFormat.CSV.open(new ByteArrayInputStream(Reading.bytes(csv)), Reading.COLUMNS));
    }
}
