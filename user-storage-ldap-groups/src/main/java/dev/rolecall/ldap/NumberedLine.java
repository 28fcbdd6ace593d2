package dev.rolecall.ldap;

import java.util.ArrayList;
import java.util.List;

/**
 * A line that says something: neither empty nor, beginning with {@code #}, a comment.
 *
 * @param number 1-based, those that say nothing counted too
 * @param text   without surrounding white space
 */
record NumberedLine(int number, String text) {
    static final int MAX_LINES = 5_000;
    static final int MAX_LENGTH = 4_000;

    private static final String ARROW = "->";

    /** @param texts each a line, or several */
    static List<NumberedLine> of(List<String> texts) {
        List<NumberedLine> lines = new ArrayList<>();
        int number = 0;
        for (String text : texts) {
            for (String line : text.split("\\R", -1)) {
                number++;
                if (number > MAX_LINES) {
                    throw new InvalidRulesException(
                            List.of(new RuleProblem(number, "there are at most " + MAX_LINES + " lines")));
                }
                String stripped = line.strip();
                if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                    lines.add(new NumberedLine(number, stripped));
                }
            }
        }
        return lines;
    }

    /**
     * What stands on both sides of the last arrow: no target has white space in it, so that an arrow before it is part of
     * a name.
     *
     * @throws RuleSyntaxException unless something stands on both sides
     */
    Sides sides() {
        if (text.length() > MAX_LENGTH) {
            throw new RuleSyntaxException("a line has at most " + MAX_LENGTH + " characters");
        }
        for (int i = text.lastIndexOf(ARROW); i >= 0; i = text.lastIndexOf(ARROW, i - 1)) {
            int end = i + ARROW.length();
            boolean opens = i > 0 && Character.isWhitespace(text.charAt(i - 1));
            if (opens && end < text.length() && Character.isWhitespace(text.charAt(end))) {
                return new Sides(
                        text.substring(0, i).strip(), text.substring(end).strip());
            }
        }
        throw new RuleSyntaxException(
                "expected <what holds> -> <what it gives>, with a space on both sides of the arrow");
    }

    record Sides(String left, String right) {}
}
