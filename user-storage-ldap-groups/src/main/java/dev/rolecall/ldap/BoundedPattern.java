package dev.rolecall.ldap;

import static dev.rolecall.ldap.RuleSyntaxException.quoted;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A regular expression that matches a whole text, in any case, in a time that grows with the text's length and never
 * faster, whatever the expression (RE2). It has no lookahead and no back reference; a dot matches every character, so
 * that a line break in a name makes no difference.
 */
final class BoundedPattern {
    static final int MAX_LENGTH = 1_000;
    static final int MAX_SIZE = 2_000;
    /** Nothing longer is matched. */
    static final int MAX_TEXT = 4_000;

    private static final int MAX_PARENTHESES = 50;
    private static final int MAX_REPEATS = 200;
    private static final java.util.regex.Pattern REPEAT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private final Pattern pattern;
    private final String ending;
    private final Set<String> names;

    private BoundedPattern(Pattern pattern, String ending) {
        this.pattern = pattern;
        this.ending = ending;
        this.names = Set.copyOf(new TreeSet<>(pattern.namedGroups().keySet()));
    }

    /** @throws RuleSyntaxException if it is none, or needs too much to be matched */
    static BoundedPattern parse(String regex) {
        if (regex.isEmpty()) {
            throw new RuleSyntaxException("the pattern is empty");
        }
        if (regex.length() > MAX_LENGTH) {
            throw new RuleSyntaxException("a pattern has at most " + MAX_LENGTH + " characters");
        }
        if (regex.chars().filter(c -> c == '(').count() > MAX_PARENTHESES) {
            throw new RuleSyntaxException("a pattern has at most " + MAX_PARENTHESES + " opening parentheses");
        }
        if (repeats(regex) > MAX_REPEATS) {
            throw new RuleSyntaxException("the counts in braces of a pattern, multiplied, are at most " + MAX_REPEATS);
        }
        try {
            String lower = LowerCase.ofPattern(regex);
            Pattern pattern = Pattern.compile(lower, Pattern.DOTALL);
            if (pattern.programSize() > MAX_SIZE) {
                throw new RuleSyntaxException(
                        "the pattern needs " + pattern.programSize() + " steps, at most " + MAX_SIZE);
            }
            return new BoundedPattern(pattern, ending(lower));
        } catch (PatternSyntaxException e) {
            String where = e.getPattern() == null ? "" : ": " + quoted(e.getPattern());
            throw new RuleSyntaxException(
                    "the pattern cannot be read, " + e.getDescription() + where
                            + " (RE2 syntax: no lookahead, no back reference)",
                    e);
        }
    }

    /** The names of its groups, each of which every match has. */
    Set<String> names() {
        return names;
    }

    /** How much it takes to match one character. */
    int size() {
        return pattern.programSize();
    }

    /** @return what each named group caught if the whole text matches */
    Optional<Map<String, Capture>> match(String text, Function<String, Capture> capture) {
        if (!LowerCase.endsWith(text, ending)) {
            return Optional.empty(); // most groups, and much sooner
        }
        Matcher matcher = pattern.matcher(LowerCase.of(text));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, Capture> captures = new LinkedHashMap<>();
        for (String name : names) {
            int start = matcher.start(name);
            captures.put(name, capture.apply(start < 0 ? "" : text.substring(start, matcher.end(name))));
        }
        return Optional.of(captures);
    }

    /**
     * Plain letters at the end of the expression, with which whatever matches must end. None where they might mean something
     * else: after a backslash, or beside another branch.
     */
    private static String ending(String regex) {
        int start = regex.length();
        while (start > 0 && isPlain(regex.charAt(start - 1))) {
            start--;
        }
        boolean isEscaped = start > 0 && regex.charAt(start - 1) == '\\';
        return isEscaped || regex.indexOf('|') >= 0 ? "" : regex.substring(start);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '=' || c == ',' || c == '-' || c == ' ';
    }

    /** What the expression would grow to if all of its counts stood in each other, so that it is not even compiled. */
    private static long repeats(String regex) {
        long product = 1;
        java.util.regex.Matcher count = REPEAT.matcher(regex);
        while (count.find() && product <= MAX_REPEATS) {
            String most = count.group(2) == null || count.group(2).isEmpty() ? count.group(1) : count.group(2);
            product *= Math.max(1, Long.parseLong(most));
        }
        return product;
    }
}
