package dev.rolecall.sync.rows;

import static dev.rolecall.sync.rows.Reading.bytes;
import static dev.rolecall.sync.rows.Reading.join;
import static dev.rolecall.sync.rows.Reading.outcomes;
import static dev.rolecall.sync.rows.RowFormat.CSV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.people.ColumnRow;
import dev.rolecall.people.PersonRow;
import dev.rolecall.people.Row;
import dev.rolecall.people.UnreadableRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static final String HEADER = "usercode,username\n";

    @Nested
    class AWellFormedFile {
        @Test
        void givesARowPerRecordWithTheLineItStartsOn() {
            assertThat(outcomes(CSV, "usercode,department\nE1,ada\n\"E2\",\"b\r\n\nob\"\n\nE3,eve\n"))
                    .containsExactly("2 E1", "3 E2", "7 E3");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\r"})
        void mayEndItsLinesAnyWay(String end) {
            assertThat(outcomes(CSV, "usercode,username" + end + "E1,ada" + end + "E2,bob"))
                    .containsExactly("2 E1", "3 E2");
        }

        @Test
        void mayBeginWithAByteOrderMark() {
            assertThat(outcomes(CSV, "\uFEFF" + HEADER + "E1,ada\n")).containsExactly("2 E1");
        }

        @Test
        void keepsQuotesAndCommasAndEveryScript() {
            Row row = Reading.rows(CSV, bytes("usercode,firstName\nE1,\"a \"\"b\"\", ж 漢 🙂\"\n"))
                    .get(0);

            assertThat(((PersonRow) row).firstName().get()).isEqualTo("a \"b\", ж 漢 🙂");
        }

        @Test
        void withTheHeaderOnlyHasNoRows() {
            assertThat(outcomes(CSV, HEADER)).isEmpty();
        }

        @Test
        void namesTheColumnsThatAreLeftOut() throws IOException {
            try (RowReader reader = CSV.open(
                    new ByteArrayInputStream(bytes("usercode,department,shoeSize\nE1,x,44\n")), Reading.COLUMNS)) {
                assertThat(reader.next()).isInstanceOf(PersonRow.class);
                assertThat(reader.warnings()).singleElement().asString().contains("shoeSize");
            }
        }

        @Test
        void givesTheSameRowsInWhateverPortionsItsBytesCome() {
            byte[] file = bytes(HEADER + "E1,\"a\nb\"\r\nE2,\"broken\nE3,é\n");

            CsvRows slow = new CsvRows(
                    new ByteArrayInputStream(file) {
                        @Override
                        public synchronized int read(byte[] target, int offset, int count) {
                            return super.read(target, offset, Math.min(1, count));
                        }
                    },
                    Reading.COLUMNS,
                    null);

            assertThat(all(slow)).isEqualTo(Reading.rows(CSV, file));
        }

        private List<Row> all(CsvRows rows) {
            List<Row> all = new ArrayList<>();
            try {
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    all.add(row);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return all;
        }
    }

    @Nested
    class ABadRow {
        @Test
        void withAnotherNumberOfColumnsIsRejected() {
            assertThat(outcomes(CSV, HEADER + "E1\nE2,bob,x\nE3,eve\n"))
                    .containsExactly("2 malformed-row", "3 malformed-row", "4 E3");
        }

        @Test
        void thatIsNotUtf8IsRejectedAndNamesTheColumn() {
            byte[] file = join(bytes(HEADER + "E1,"), new byte[] {(byte) 0xC3, 0x28}, bytes("\nE2,bob\n"));

            assertThat(outcomes(CSV, file)).containsExactly("2 malformed-row", "3 E2");
            UnreadableRow row = (UnreadableRow) Reading.rows(CSV, file).get(0);
            assertThat(row.key()).isEqualTo("E1");
            assertThat(row.errors().get(0).field()).isEqualTo("username");
        }

        @Test
        void withABareSurrogateOrAnOverlongSequenceIsNotUtf8() {
            byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
            byte[] overlong = {(byte) 0xC0, (byte) 0xAF};

            assertThat(outcomes(CSV, join(bytes(HEADER + "E1,"), surrogate, bytes("\nE2,"), overlong)))
                    .containsExactly("2 malformed-row", "3 malformed-row");
        }

        @Test
        void withANulIsRejected() {
            assertThat(outcomes(CSV, HEADER + "E1,a\0b\nE2,bob\n")).containsExactly("2 malformed-row", "3 E2");
        }

        @Test
        void withAQuoteThatIsNeverClosedTakesNoOtherRowWithIt() {
            assertThat(outcomes(CSV, HEADER + "E1,\"ada\nE2,bob\nE3,\"eve\"\nE4,\"dan\nE5,joe"))
                    .containsExactly("2 malformed-row", "3 E2", "4 E3", "5 malformed-row", "6 E5");
        }

        @Test
        void withSomethingBehindAClosingQuoteIsRejected() {
            assertThat(outcomes(CSV, HEADER + "E1,\"ada\"x\nE2,bob\n")).containsExactly("2 malformed-row", "3 E2");
        }

        @Test
        void withATooLongValueIsRejected() {
            String tooLong = "x".repeat(RowLimits.VALUE + 1);

            assertThat(outcomes(CSV, HEADER + "E1," + tooLong + "\nE2,bob\n")).containsExactly("2 too-long", "3 E2");
        }

        @Test
        void thatIsLongerThanARecordMayBeIsRejected() {
            String tooLong = "x".repeat(RowLimits.RECORD);

            assertThat(outcomes(CSV, HEADER + "E1," + tooLong + "\nE2,bob\n")).containsExactly("2 too-long", "3 E2");
            assertThat(outcomes(CSV, HEADER + "E1,\"" + "x\n".repeat(RowLimits.RECORD / 2) + "\"\n"))
                    .startsWith("2 too-long");
        }
    }

    @Nested
    class AFileThatIsNone {
        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n", "\uFEFF"})
        void isEmpty(String file) {
            assertThatThrownBy(() -> outcomes(CSV, file))
                    .isInstanceOf(UnreadableBodyException.class)
                    .hasMessageContaining("header line is missing");
        }

        @Test
        void hasNoKeyColumn() {
            assertThatThrownBy(() -> outcomes(CSV, "username,email\nada,a@b.test\n"))
                    .isInstanceOf(UnreadableBodyException.class)
                    .hasMessageContaining("usercode");
        }

        @Test
        void namesAColumnTwice() {
            assertThatThrownBy(() -> outcomes(CSV, "usercode,email,email\n"))
                    .isInstanceOf(UnreadableBodyException.class);
        }

        @Test
        void hasAHeaderLineThatIsNotUtf8() {
            assertThatThrownBy(() -> outcomes(CSV, join(bytes("usercode,"), new byte[] {(byte) 0xFF}, bytes("\n"))))
                    .isInstanceOf(UnreadableBodyException.class)
                    .hasMessageContaining("UTF-8");
        }

        @Test
        void hasTooManyColumns() {
            assertThatThrownBy(() -> outcomes(CSV, "usercode" + ",c".repeat(ColumnRow.MAX_COLUMNS)))
                    .isInstanceOf(UnreadableBodyException.class)
                    .hasMessageContaining(String.valueOf(ColumnRow.MAX_COLUMNS));
        }
    }

    @Test
    void doesNotTakeAFailingDiskForABadRow() {
        CsvRows rows = new CsvRows(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public int read(byte[] target, int offset, int count) throws IOException {
                        throw new IOException("gone");
                    }
                },
                Reading.COLUMNS,
                null);

        assertThatThrownBy(rows::next).isInstanceOf(IOException.class).hasMessage("gone");
    }
}
