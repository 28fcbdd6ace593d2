package dev.rolecall.ldap.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which values of an attribute came: from the first to the last, both counted from 0.
 *
 * @param attribute the name under which the values stand in the entry
 * @param last      null if nothing is left
 */
record Range(String attribute, int first, @Nullable Integer last) {
    private static final Pattern BOUNDS = Pattern.compile("(\\d{1,9})-(\\d{1,9}|\\*)");

    /** Null if it is no range, as the answer of a directory that means something else by it. */
    @Nullable static Range parse(String attribute, String bounds) {
        Matcher matcher = BOUNDS.matcher(bounds);
        if (!matcher.matches()) {
            return null;
        }
        String last = matcher.group(2);
        return new Range(
                attribute, Integer.parseInt(matcher.group(1)), last.equals("*") ? null : Integer.valueOf(last));
    }
}
