package dev.rolecall.sync.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.people.UnreadableRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that are made to exhaust whoever reads them. */
@Timeout(60)
class HugeFilesTest {
    private static final int HUNDRED_MEGABYTES = 100 << 20;

    private static final String DEEP = "[".repeat(10_000);

    /** 100 MB of one letter between two texts, made as it is read. */
    private static InputStream around(String before, String after) {
        InputStream letters = new InputStream() {
            private int left = HUNDRED_MEGABYTES;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                int n = Math.min(left, count);
                if (n <= 0) {
                    return -1;
                }
                left -= n;
                Arrays.fill(target, offset, offset + n, (byte) 'x');
                return n;
            }
        };
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(Reading.bytes(before)),
                letters,
                new ByteArrayInputStream(Reading.bytes(after)))));
    }

    private static RowReader open(RowFormat format, InputStream file) {
        return format.open(file, Reading.COLUMNS);
    }

    @Test
    void aFieldOfAHundredMegabytesSpoilsItsCsvRowAlone() throws IOException {
        RowReader rows = open(RowFormat.CSV, around("usercode,username\nE1,", "\nE2,u2\n"));

        assertThat(rows.next()).isInstanceOf(UnreadableRow.class);
        assertThat(rows.next()).extracting("usercode").isEqualTo("E2");
        assertThat(rows.next()).isNull();
    }

    @Test
    void aQuotedFieldOfAHundredMegabytesDoesToo() throws IOException {
        RowReader rows = open(RowFormat.CSV, around("usercode,username\nE1,\"", "\"\nE2,u2\n"));

        assertThat(rows.next()).isInstanceOf(UnreadableRow.class);
        assertThat(rows.next()).extracting("usercode").isEqualTo("E2");
    }

    @Test
    void aFieldOfAHundredMegabytesSpoilsItsLineAlone() throws IOException {
        RowReader rows = open(RowFormat.NDJSON, around("{\"usercode\":\"", "\"}\n{\"usercode\":\"E2\"}\n"));

        assertThat(rows.next()).isInstanceOf(UnreadableRow.class);
        assertThat(rows.next()).extracting("usercode").isEqualTo("E2");
    }

    @Test
    void aFieldOfAHundredMegabytesEndsAJsonArray() {
        RowReader rows = open(RowFormat.JSON, around("[{\"usercode\":\"", "\"}]"));

        assertThatThrownBy(rows::next).isInstanceOf(UnreadableBodyException.class);
    }

    @Test
    void aHeaderLineOfAHundredMegabytesIsNone() {
        RowReader rows = open(RowFormat.CSV, around("usercode,", "\n"));

        assertThatThrownBy(rows::next).isInstanceOf(UnreadableBodyException.class);
    }

    @Test
    void tenThousandColumnsAreTooMany() {
        String header = String.join(
                ",",
                Stream.iterate(0, i -> i + 1).limit(10_000).map(i -> "c" + i).toList());
        RowReader rows = open(RowFormat.CSV, new ByteArrayInputStream(Reading.bytes("usercode," + header + "\n")));

        assertThatThrownBy(rows::next)
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("at most 500 columns");
    }

    @Test
    void aRowOfTenThousandColumnsIsRejected() throws IOException {
        RowReader rows = open(
                RowFormat.CSV,
                new ByteArrayInputStream(Reading.bytes("usercode,username\nE1" + ",".repeat(9_999) + "\nE2,u2\n")));

        assertThat(rows.next()).isInstanceOf(UnreadableRow.class);
        assertThat(rows.next()).extracting("usercode").isEqualTo("E2");
    }

    @Test
    void jsonOfADepthOfTenThousandIsRefused() throws IOException {
        assertThat(open(RowFormat.NDJSON, new ByteArrayInputStream(Reading.bytes(DEEP)))
                        .next())
                .isInstanceOf(UnreadableRow.class);
        RowReader array = open(RowFormat.JSON, new ByteArrayInputStream(Reading.bytes(DEEP)));
        assertThatThrownBy(array::next).isInstanceOf(UnreadableBodyException.class);
    }
}
