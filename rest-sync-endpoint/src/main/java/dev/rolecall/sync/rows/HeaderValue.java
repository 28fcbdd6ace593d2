package dev.rolecall.sync.rows;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header value with parameters, like {@code text/csv; charset="utf-8"} (RFC 9110, 5.6.6).
 *
 * @param value      in lower case
 * @param parameters by their names in lower case
 */
public record HeaderValue(String value, Map<String, String> parameters) {
    private static final int MOST_PARAMETERS = 10;

    public HeaderValue {
        parameters = Map.copyOf(parameters);
    }

    /** Nothing where a quote is not closed, a parameter comes twice or has no name, or there are too many. */
    public static Optional<HeaderValue> parse(String text) {
        Reader reader = new Reader(text);
        String value = reader.until(";").strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        while (reader.skip(';')) {
            String name = reader.until("=;").strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty() && !reader.isAt('=')) {
                continue; // a semicolon too many
            }
            Optional<String> parameter = reader.skip('=') ? reader.value() : Optional.empty();
            if (name.isEmpty()
                    || parameter.isEmpty()
                    || parameters.put(name, parameter.get()) != null
                    || parameters.size() > MOST_PARAMETERS) {
                return Optional.empty();
            }
        }
        return Optional.of(new HeaderValue(value, parameters));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static final class Reader {
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        boolean isAt(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        boolean skip(char c) {
            boolean there = isAt(c);
            at += there ? 1 : 0;
            return there;
        }

        String until(String ends) {
            int from = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at);
        }

        /** A token or a quoted text; nothing else may stand before the next semicolon. */
        Optional<String> value() {
            while (skip(' ') || skip('\t')) {
                // white space before the value
            }
            if (!skip('"')) {
                return Optional.of(until(";").strip());
            }
            StringBuilder quoted = new StringBuilder();
            while (at < text.length() && !isAt('"')) {
                at += isAt('\\') && at + 1 < text.length() ? 1 : 0;
                quoted.append(text.charAt(at++));
            }
            boolean closed = skip('"');
            return closed && until(";").isBlank() ? Optional.of(quoted.toString()) : Optional.empty();
        }
    }
}
