package dev.rolecall.directory;

import dev.rolecall.people.Text;
import java.util.Optional;

/**
 * How a caller names a person: a username, {@code usercode:E1001}, or {@code id:5f0c…}. A username that begins like one
 * of the others is reached by its id.
 *
 * @param kind  by what
 * @param value without the prefix; personal, so it stays out of logs
 */
record PersonName(Kind kind, String value) {
    /** Characters of the value: more than any username, usercode or id has. */
    static final int MAX_LENGTH = 255;

    enum Kind {
        USERNAME(""),
        USERCODE("usercode:"),
        ID("id:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Nothing for a text that can name nobody: empty, too long, or not storable. */
    static Optional<PersonName> of(String text) {
        Kind kind = text.startsWith(Kind.USERCODE.prefix)
                ? Kind.USERCODE
                : text.startsWith(Kind.ID.prefix) ? Kind.ID : Kind.USERNAME;
        String value = text.substring(kind.prefix.length());
        boolean canBe = !value.isBlank() && value.length() <= MAX_LENGTH && Text.isWellFormed(value);
        return canBe ? Optional.of(new PersonName(kind, value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
