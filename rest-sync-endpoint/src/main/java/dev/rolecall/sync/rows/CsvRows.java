package dev.rolecall.sync.rows;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.rolecall.people.ColumnRow;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowErrorCode;
import dev.rolecall.people.UnreadableRow;
import dev.rolecall.people.UnusableHeaderException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV as in RFC 4180 but for the delimiter, UTF-8 with or without byte order mark; the first line that is not empty names
 * the columns.
 */
final class CsvRows implements RowReader {
    private final CsvFeed feed;
    private final Columns columns;
    private @Nullable Delimiter delimiter;
    private @Nullable CloseableIterator<CsvCells.Cells> records;
    private @Nullable Header header;

    /** @param delimiter null for the one the header line shows */
    CsvRows(InputStream bytes, Columns columns, @Nullable Delimiter delimiter) {
        feed = new CsvFeed(bytes);
        this.columns = columns;
        this.delimiter = delimiter;
    }

    private record Header(List<String> names, ColumnRow rows) {}

    private CloseableIterator<CsvCells.Cells> parser() throws IOException {
        Delimiter between = delimiter == null ? Delimiter.of(feed.firstLine()) : delimiter;
        delimiter = between;
        return CsvReader.builder()
                .fieldSeparator(between.sign())
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .maxBufferSize(RowLimits.RECORD * 2)
                .build(new CsvCells(), feed)
                .iterator();
    }

    @Override
    public @Nullable Row next() throws IOException {
        Header names = header == null ? readHeader() : header;
        while (true) {
            feed.beginRecord();
            try {
                CsvCells.Cells cells = nextRecord();
                if (cells == null) {
                    return null;
                }
                if (!cells.empty()) {
                    return row(names, feed.line(), cells);
                }
            } catch (CsvParseException e) {
                if (!isTooLong(e) && !(e.getCause() instanceof CsvParseException)) {
                    throw e; // not about the file
                }
                return giveUp(e);
            }
        }
    }

    private CsvCells.@Nullable Cells nextRecord() throws IOException {
        CloseableIterator<CsvCells.Cells> parser = records == null ? parser() : records;
        records = parser;
        try {
            return parser.hasNext() ? parser.next() : null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            // what the parser makes of the stream's own trouble
            throw e.getCause() instanceof UnreadableBodyException unreadable ? unreadable : e;
        }
    }

    /** The parser cannot go on after an error; a new one can, from the line the feed goes back to. */
    private UnreadableRow giveUp(CsvParseException e) {
        long line = feed.line();
        feed.giveUpRecord();
        records = null;
        return isTooLong(e)
                ? Unreadable.tooLong(line, "a row has at most " + RowLimits.RECORD + " bytes; is a quote not closed?")
                : Unreadable.malformed(line, "a quote is not closed, or something follows a closing quote");
    }

    private static boolean isTooLong(CsvParseException e) {
        return e.getCause() instanceof CsvFeed.TooLongException;
    }

    private static Row row(Header header, long line, CsvCells.Cells cells) {
        int expected = header.names.size();
        if (cells.count() != expected) {
            return Unreadable.malformed(
                    line, "the row has " + cells.count() + " columns and the header line " + expected);
        }
        CsvCells.Fault fault = cells.fault();
        if (fault != null) {
            String key = cells.cells().get(header.rows.keyColumn());
            return Unreadable.row(
                    line, key.isEmpty() ? null : key, header.names.get(fault.column()), fault.code(), fault.message());
        }
        return header.rows.read(line, cells.cells());
    }

    private Header readHeader() throws IOException {
        try {
            CsvCells.Cells cells = nextRecord();
            while (cells != null && cells.empty()) {
                cells = nextRecord();
            }
            if (cells == null) {
                throw new UnreadableBodyException("there is nothing in it: the header line is missing");
            }
            Header read = header(cells);
            header = read;
            return read;
        } catch (CsvParseException e) {
            throw new UnreadableBodyException("the header line cannot be read as CSV", e);
        }
    }

    private Header header(CsvCells.Cells cells) {
        CsvCells.Fault fault = cells.fault();
        if (fault != null) {
            throw new UnreadableBodyException("the header line cannot be read: column " + (fault.column() + 1) + ", "
                    + (fault.code() == RowErrorCode.TOO_LONG ? "too long" : fault.message()));
        }
        if (cells.count() > ColumnRow.MAX_COLUMNS) {
            throw new UnreadableBodyException("a file has at most " + ColumnRow.MAX_COLUMNS + " columns");
        }
        List<String> names = cells.cells().stream().map(String::strip).toList();
        try {
            return new Header(
                    names,
                    new ColumnRow(
                            names,
                            columns.profileAttributes(),
                            columns.multivalued(),
                            columns.emptyCells(),
                            columns.mapping()));
        } catch (UnusableHeaderException e) {
            throw new UnreadableBodyException("the header line cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public long size() {
        return feed.recordBytes();
    }

    @Override
    public List<String> warnings() {
        return header == null ? List.of() : header.rows.warnings();
    }

    @Override
    public void close() throws IOException {
        feed.close();
    }
}
