package dev.rolecall.people;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a row that are no attributes, as {@code http-api} names them. */
enum RowField {
    USERCODE("usercode", 255),
    USERNAME("username", 255),
    EMAIL("email", 255),
    FIRST_NAME("firstName", 255),
    LAST_NAME("lastName", 255),
    ENABLED("enabled", 5),
    USER_TYPE("userType", 16),
    CUSTOMERS("customers", RowDraft.MAX_VALUE),
    ROLES("roles", RowDraft.MAX_VALUE),
    PERMISSIONS("permissions", RowDraft.MAX_VALUE),
    TERMINATION_DATE("terminationDate", 10);

    private static final Map<String, RowField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(RowField::wire, Function.identity()));

    private final String wire;
    private final int maxLength;

    RowField(String wire, int maxLength) {
        this.wire = wire;
        this.maxLength = maxLength;
    }

    static Optional<RowField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    String wire() {
        return wire;
    }

    /** In characters; of one entry where the field is a list. */
    int maxLength() {
        return maxLength;
    }

    boolean isList() {
        return this == CUSTOMERS || this == ROLES || this == PERMISSIONS;
    }
}
