package dev.rolecall.ldap;

import static dev.rolecall.ldap.RuleSyntaxException.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Reads what stands in front of a rule's arrow.
 *
 * <pre>
 * condition = dn | name(…) | pattern(…) | attribute(…) | any(condition; …) | all(condition; …) | not(condition)
 * </pre>
 *
 * Inside parentheses a text ends where they do: those of its own are in pairs or follow a backslash.
 */
final class ConditionParser {
    static final int MAX_NESTING = 8;

    private static final String FUNCTIONS = "any, all, not, name, pattern and attribute";
    private static final Pattern CALL = Pattern.compile("([A-Za-z]+)\\s*\\(");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([A-Za-z][A-Za-z0-9;_-]*|\\d+(?:\\.\\d+)*)\\s*(?:([=~])(.*))?", Pattern.DOTALL);

    private final String text;
    private final Function<String, BoundedPattern> patterns;
    private int position;
    /** Where that begins which is being read, for messages. */
    private int start;

    private ConditionParser(String text, Function<String, BoundedPattern> patterns) {
        this.text = text;
        this.patterns = patterns;
    }

    /**
     * @param patterns makes a pattern of a regular expression
     * @throws RuleSyntaxException saying what is wrong, and in which column
     */
    static Condition parse(String text, Function<String, BoundedPattern> patterns) {
        ConditionParser parser = new ConditionParser(text, patterns);
        try {
            return parser.whole();
        } catch (RuleSyntaxException e) {
            throw new RuleSyntaxException("column " + (parser.start + 1) + ": " + e.message(), e);
        }
    }

    private Condition whole() {
        Condition condition = call(0).orElse(null);
        if (condition == null) {
            return group(text); // to the end, so nothing in it needs to be in pairs
        }
        skipSpace();
        if (position < text.length()) {
            throw new RuleSyntaxException("expected nothing more behind the parentheses;"
                    + " conditions are put together by all(…; …) and any(…; …)");
        }
        return condition;
    }

    private Condition condition(int depth) {
        return call(depth).orElseGet(() -> {
            String dn = text.substring(position, endOfText(position));
            position += dn.length();
            return group(dn);
        });
    }

    /** A condition that is written as a function, if one stands here. */
    private Optional<Condition> call(int depth) {
        skipSpace();
        Matcher call = CALL.matcher(text).region(position, text.length());
        if (!call.lookingAt()) {
            return Optional.empty();
        }
        if (depth == MAX_NESTING) {
            throw new RuleSyntaxException("conditions stand at most " + MAX_NESTING + " deep in each other");
        }
        position = call.end();
        String name = call.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(
                switch (name) {
                    case "any" -> new Condition.Any(conditions(depth));
                    case "all" -> new Condition.All(conditions(depth));
                    case "not" -> not(depth);
                    case "name" -> new Condition.InGroupNamed(CanonicalDn.folded(unescaped("name", argument())));
                    case "pattern" -> new Condition.InGroupsLike(patterns.apply(argument()));
                    case "attribute" -> attribute(argument());
                    default -> throw new RuleSyntaxException(quoted(name) + " is no function; there are " + FUNCTIONS);
                });
    }

    private List<Condition> conditions(int depth) {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(condition(depth + 1));
        } while (isNext(';'));
        close();
        return conditions;
    }

    private Condition not(int depth) {
        Condition condition = condition(depth + 1);
        close();
        return new Condition.Not(condition);
    }

    private void close() {
        if (!isNext(')')) {
            throw new RuleSyntaxException("expected ; or ) here");
        }
    }

    private boolean isNext(char c) {
        skipSpace();
        boolean is = position < text.length() && text.charAt(position) == c;
        if (is) {
            position++;
        }
        return is;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        start = position;
    }

    /** What stands between the parentheses of a function that takes a text, as it is. */
    private String argument() {
        skipSpace();
        int end = position;
        int open = 0;
        for (; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '\\') {
                end++;
            } else if (c == '(') {
                open++;
            } else if (c == ')' && --open < 0) {
                String argument = text.substring(position, end).strip();
                position = end + 1;
                return argument;
            }
        }
        throw new RuleSyntaxException(
                "the parenthesis is not closed; one that belongs to the text is written \\( or \\)");
    }

    /** Where a distinguished name ends that stands inside a function. */
    private int endOfText(int start) {
        boolean quotes = false;
        int open = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quotes = !quotes;
            } else if (!quotes && open == 0 && (c == ';' || c == ')')) {
                return i;
            } else if (!quotes && c == '(') {
                open++;
            } else if (!quotes && c == ')') {
                open--;
            }
        }
        throw new RuleSyntaxException("the parenthesis is not closed");
    }

    private static Condition group(String text) {
        String dn = text.strip();
        if (dn.isEmpty()) {
            throw new RuleSyntaxException("a condition is missing");
        }
        try {
            LdapName name = CanonicalDn.read(dn);
            return new Condition.InGroup(name, CanonicalDn.of(name));
        } catch (InvalidNameException e) {
            throw new RuleSyntaxException(
                    quoted(dn) + " is no distinguished name; a group's name alone is written name(…)", e);
        }
    }

    private Condition attribute(String argument) {
        Matcher attribute = ATTRIBUTE.matcher(argument);
        if (!attribute.matches()) {
            throw new RuleSyntaxException("an attribute is written attribute(name), attribute(name = value)"
                    + " or attribute(name ~ pattern)");
        }
        String name = attribute.group(1).toLowerCase(Locale.ROOT);
        String operator = attribute.group(2);
        if (operator == null) {
            return new Condition.HasValue(name, Optional.empty());
        }
        String value = attribute.group(3).strip();
        return operator.equals("~")
                ? new Condition.HasValueLike(name, patterns.apply(value))
                : new Condition.HasValue(name, Optional.of(CanonicalDn.folded(unescaped("value", value))));
    }

    /** A text without its backslashes, each of which stands for the character that follows it. */
    private static String unescaped(String what, String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && ++i == text.length()) {
                throw new RuleSyntaxException("the " + what + " ends with a backslash");
            }
            plain.append(text.charAt(i));
        }
        if (plain.isEmpty()) {
            throw new RuleSyntaxException("the " + what + " is missing");
        }
        return plain.toString();
    }
}
