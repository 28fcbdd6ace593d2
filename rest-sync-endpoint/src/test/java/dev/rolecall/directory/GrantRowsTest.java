package dev.rolecall.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.access.GrantChange.Give;
import dev.rolecall.access.GrantChange.Take;
import dev.rolecall.sync.rows.RowFormat;
import dev.rolecall.sync.rows.UnreadableBodyException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantRowsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static List<GrantRow> json(String body) {
        return GrantRows.read(RowFormat.JSON, body, NOW);
    }

    private static GrantRow only(String row) {
        return json("[" + row.replace('\'', '"') + "]").get(0);
    }

    @Nested
    class ARow {
        @Test
        void gives() {
            GrantRow row = only("{'op':'put','user':'ada','grant':'VIEW@acme','expiresAt':'2026-06-01T12:00:00Z'}");

            assertThat(row.faults()).isEmpty();
            assertThat(row.user()).isEqualTo("ada");
            assertThat(row.change()).isEqualTo(new Give("VIEW@acme", Instant.parse("2026-06-01T12:00:00Z")));
            assertThat(row.organization()).contains("acme");
        }

        @Test
        void givesWithoutEnd() {
            assertThat(only("{'op':'put','user':'ada','grant':'VIEW@acme','expiresAt':null}")
                            .change())
                    .isEqualTo(new Give("VIEW@acme", null));
        }

        @Test
        void takes() {
            assertThat(only("{'op':'delete','user':'ada','grant':'VIEW@acme/main','allOrigins':true}")
                            .change())
                    .isEqualTo(new Take("VIEW@acme/main", true));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'user':'a','grant':'V@a'} | op",
                    "{'op':'post','user':'a','grant':'V@a'} | op",
                    "{'op':'put','grant':'V@a'} | user",
                    "{'op':'put','user':7,'grant':'V@a'} | user",
                    "{'op':'put','user':' ','grant':'V@a'} | user",
                    "{'op':'put','user':'a'} | grant",
                    "{'op':'put','user':'a','grant':['V@a']} | grant",
                    "{'op':'put','user':'a','grant':'V@a','expiresAt':1} | expiresAt",
                    "{'op':'put','user':'a','grant':'V@a','expiresAt':'2026-06-01'} | expiresAt",
                    "{'op':'put','user':'a','grant':'V@a','expiresAt':'2026-01-01T00:00:00Z'} | expiresAt",
                    "{'op':'put','user':'a','grant':'V@a','expiresAt':'2126-06-01T00:00:00Z'} | expiresAt",
                    "{'op':'put','user':'a','grant':'V@a','allOrigins':true} | allOrigins",
                    "{'op':'delete','user':'a','grant':'V@a','allOrigins':'yes'} | allOrigins",
                    "{'op':'delete','user':'a','grant':'V@a','expiresAt':'2026-06-01T12:00:00Z'} | expiresAt",
                    "{'op':'put','user':'a','grant':'V@a','until':'x'} | until",
                    "7 | row"
                },
                quoteCharacter = '~')
        void isRejectedNamingTheMember(String row, String field) {
            GrantRow read = only(row);

            assertThat(read.faults()).extracting(Fault::field).containsExactly(field);
            assertThat(read.change()).isNull();
        }

        @Test
        void isNotWrittenOut() {
            assertThat(only("{'op':'put','user':'ada','grant':'VIEW@acme'}").toString())
                    .doesNotContain("ada");
        }
    }

    @Nested
    class Lines {
        @Test
        void areCountedAndBlankOnesSayNothing() {
            List<GrantRow> rows = GrantRows.read(
                    RowFormat.NDJSON,
                    "\n{\"op\":\"put\",\"user\":\"a\",\"grant\":\"V@a\"}\r\n{\n  \n{\"op\":\"put\"} {}\n",
                    NOW);

            assertThat(rows).extracting(GrantRow::row).containsExactly(2L, 3L, 5L);
            assertThat(rows.get(0).faults()).isEmpty();
            assertThat(rows.get(1).faults()).extracting(Fault::code).containsExactly("malformed-row");
            assertThat(rows.get(2).faults()).extracting(Fault::code).containsExactly("malformed-row");
        }
    }

    @Nested
    class ABody {
        @ParameterizedTest
        @ValueSource(strings = {"", "[]", "{}", "[{]", "[] []", "null", "[[[[[[1]]]]]]"})
        void thatIsNoListOfRowsIsRefused(String body) {
            assertThatThrownBy(() -> json(body)).isInstanceOf(UnreadableBodyException.class);
        }

        @Test
        void isReadNoFurtherThanItMayBe() {
            String thousand = "1,".repeat(GrantRows.MOST - 1) + "1";

            assertThat(json("[" + thousand + "]")).hasSize(1_000);
            assertThat(json("[1,1,1," + thousand + "]")).hasSize(GrantRows.MOST + 1);
        }
    }
}
