package dev.rolecall.ldap;

import java.util.regex.Pattern;

/**
 * Letters in lower case, one for one. Patterns and what they are matched with are put into lower case before, because
 * RE2/J's own matching in any case never ends for some letters, {@code ı} among them (google/re2j#168).
 */
final class LowerCase {
    private static final Pattern FLAG_I = Pattern.compile("\\(\\?[A-Za-z-]*i[A-Za-z-]*[:)]");

    private LowerCase() {}

    /** As long as the text, each letter in its place. */
    static String of(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().map(LowerCase::of).forEach(lower::appendCodePoint);
        return lower.toString();
    }

    /** Whether the text in lower case ends so. */
    static boolean endsWith(String text, String asciiInLowerCase) {
        int from = text.length() - asciiInLowerCase.length();
        if (from < 0) {
            return false;
        }
        for (int i = asciiInLowerCase.length() - 1; i >= 0; i--) {
            if (of(text.charAt(from + i)) != asciiInLowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A regular expression that matches a text in lower case where this one matches it in any. Escapes, names of groups
     * and of classes are left as they are.
     *
     * @throws RuleSyntaxException if it asks for any case itself, or has a range between letters of two cases
     */
    static String ofPattern(String regex) {
        if (FLAG_I.matcher(regex).find()) { // also where it is plain text: nothing may bring that matching back
            throw new RuleSyntaxException("a pattern matches in any case already: (?i) is left out");
        }
        return new OfPattern(regex).read();
    }

    private static int of(int codePoint) {
        int lower = Character.toLowerCase(codePoint);
        boolean onlyLooksAlike = codePoint >= 0x80 && lower < 0x80; // İ and the sign of Kelvin become i and k
        return onlyLooksAlike || Character.charCount(lower) != Character.charCount(codePoint) ? codePoint : lower;
    }

    private static final class OfPattern {
        private final String regex;
        private final StringBuilder lower = new StringBuilder();
        private int position;
        /** Where the class of characters began in which this is, or -1. */
        private int classStart = -1;

        OfPattern(String regex) {
            this.regex = regex;
        }

        String read() {
            while (position < regex.length()) {
                char c = regex.charAt(position);
                if (c == '\\') {
                    escape();
                } else if (classStart >= 0) {
                    inClass(c);
                } else if (regex.startsWith("(?", position)) {
                    group();
                } else {
                    if (c == '[') {
                        classStart = regex.startsWith("[^", position) ? position + 1 : position;
                    }
                    letter();
                }
            }
            return lower.toString();
        }

        /** {@code \Q…\E} is plain text; {@code \pL}, {@code \p{Lu}}, {@code \x41} and {@code \x{131}} mean what they do. */
        private void escape() {
            int next = position + 1;
            char c = next < regex.length() ? regex.charAt(next) : ' ';
            if (c == 'Q') {
                int end = regex.indexOf("\\E", next);
                keep(2);
                while (position < (end < 0 ? regex.length() : end)) {
                    letter();
                }
                keep(2);
            } else if ("pPx".indexOf(c) >= 0 && regex.startsWith("{", next + 1)) {
                keepThrough('}');
            } else {
                keep(c == 'x' ? 4 : c == 'p' || c == 'P' ? 3 : 2);
            }
        }

        private void inClass(char c) {
            if (regex.startsWith("[:", position) && regex.indexOf(":]", position) > 0) {
                keep(regex.indexOf(":]", position) + 2 - position);
                return;
            }
            if (c == ']' && position > classStart + 1) {
                classStart = -1;
            } else if (c == '-' && position > classStart + 1 && position + 1 < regex.length()) {
                refuseTwoCases(regex.codePointBefore(position), regex.codePointAt(position + 1));
            }
            letter();
        }

        /** From {@code Z} to {@code a} other characters stand than from {@code z} to {@code a}. */
        private static void refuseTwoCases(int from, int to) {
            if ((of(from) != from) != (of(to) != to)) {
                throw new RuleSyntaxException("a range of characters in a pattern is within one case");
            }
        }

        private void group() {
            int end = position + 2;
            while (end < regex.length() && (Character.isLetter(regex.charAt(end)) || regex.charAt(end) == '-')) {
                end++;
            }
            if (regex.startsWith("<", end)) {
                keepThrough('>');
            } else {
                keep(end - position);
            }
        }

        private void letter() {
            int c = regex.codePointAt(position);
            lower.appendCodePoint(of(c));
            position += Character.charCount(c);
        }

        private void keepThrough(char last) {
            int end = regex.indexOf(last, position);
            keep((end < 0 ? regex.length() : end + 1) - position);
        }

        private void keep(int length) {
            int end = Math.min(regex.length(), position + length);
            lower.append(regex, position, end);
            position = end;
        }
    }
}
