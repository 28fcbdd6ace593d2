package dev.rolecall.people;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and values inside a header mapping: what would end them early is written as {@code %} and two hexadecimal digits. */
final class MappingText {
    private static final Pattern ENCODED = Pattern.compile("%(25|3D|7C|23|3A|2A)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPECIAL = Pattern.compile("[%=|#:*]");

    private MappingText() {}

    /** A percent sign before anything else stays one, as references to customers have them. */
    static String decode(String text) {
        return ENCODED.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
    }

    static String encode(String text) {
        return SPECIAL.matcher(text)
                .replaceAll(m -> "%" + Integer.toHexString(m.group().charAt(0)).toUpperCase(Locale.ROOT));
    }
}
