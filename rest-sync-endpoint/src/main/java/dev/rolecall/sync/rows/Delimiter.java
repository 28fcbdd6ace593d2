package dev.rolecall.sync.rows;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What separates the cells of a CSV line. */
public enum Delimiter {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t'),
    PIPE('|');

    private final char sign;

    Delimiter(char sign) {
        this.sign = sign;
    }

    char sign() {
        return sign;
    }

    /** By its name in any case, or by the character itself. */
    public static Optional<Delimiter> named(String text) {
        return Arrays.stream(values())
                .filter(delimiter -> delimiter.name().equals(text.toUpperCase(Locale.ROOT))
                        || text.equals(String.valueOf(delimiter.sign)))
                .findFirst();
    }

    /** The one that stands most often in this line outside quotes; the comma when none does. */
    static Delimiter of(byte[] line) {
        Delimiter most = COMMA;
        for (Delimiter delimiter : values()) {
            most = delimiter.count(line) > most.count(line) ? delimiter : most;
        }
        return most;
    }

    private int count(byte[] line) {
        int count = 0;
        boolean quoted = false;
        for (byte b : line) {
            quoted ^= b == '"';
            count += !quoted && b == sign ? 1 : 0;
        }
        return count;
    }
}
