package dev.rolecall.sync.rows;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.rolecall.people.ColumnRow;
import dev.rolecall.people.RowErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the cells of one record, decoding each by itself, so that one bad byte spoils one row. */
final class CsvCells extends AbstractBaseCsvCallbackHandler<CsvCells.Cells> {
    private List<String> cells = new ArrayList<>();
    private int count;
    private boolean empty;
    private @Nullable Fault fault;

    /**
     * @param cells a cell that cannot be read is an empty text in its place
     * @param count how many cells the record has; more than the list holds when there are too many
     * @param empty whether it is an empty line
     */
    record Cells(
            List<String> cells,
            int count,
            boolean empty,
            @Nullable Fault fault) {}

    /** What is wrong with a cell. */
    record Fault(int column, RowErrorCode code, String message) {}

    @Override
    protected void handleBegin(long startingLineNumber) {
        cells = new ArrayList<>();
        count = 0;
        empty = false;
        fault = null;
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        count++;
        if (column < ColumnRow.MAX_COLUMNS) {
            cells.add(text(column, buffer, offset, length));
        }
    }

    private String text(int column, char[] buffer, int offset, int length) {
        if (length > RowLimits.VALUE) {
            return spoilt(column, RowErrorCode.TOO_LONG, "a value has at most " + RowLimits.VALUE + " bytes");
        }
        boolean ascii = true;
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == 0) {
                return spoilt(column, RowErrorCode.MALFORMED_ROW, "the value holds a NUL character");
            }
            ascii &= buffer[i] < 0x80;
        }
        String text = new String(buffer, offset, length);
        if (ascii) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Texts.utf8(bytes, 0, bytes.length)
                .orElseGet(() -> spoilt(column, RowErrorCode.MALFORMED_ROW, "the value is not UTF-8"));
    }

    private String spoilt(int column, RowErrorCode code, String message) {
        if (fault == null) {
            fault = new Fault(column, code, message);
        }
        return "";
    }

    @Override
    protected void handleEmpty() {
        empty = true;
    }

    @Override
    protected Cells buildRecord() {
        return new Cells(cells, count, empty, fault);
    }
}
