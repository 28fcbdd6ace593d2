package dev.rolecall.ldap;

import java.util.HashMap;
import java.util.Map;

/** The patterns of one rule set: each once, and together no more than can be matched for everybody. */
final class PatternShelf {
    static final int MAX_PATTERNS = 100;

    private static final int MAX_SIZES = 20_000;

    private final Map<String, BoundedPattern> patterns = new HashMap<>();

    /** @throws RuleSyntaxException if it is none, or one too many */
    BoundedPattern take(String regex) {
        return patterns.computeIfAbsent(regex, this::parse);
    }

    private BoundedPattern parse(String regex) {
        if (patterns.size() == MAX_PATTERNS) {
            throw new RuleSyntaxException("there are at most " + MAX_PATTERNS + " patterns");
        }
        BoundedPattern pattern = BoundedPattern.parse(regex);
        int sizes = patterns.values().stream().mapToInt(BoundedPattern::size).sum() + pattern.size();
        if (sizes > MAX_SIZES) {
            throw new RuleSyntaxException("the patterns together need " + sizes + " steps, at most " + MAX_SIZES);
        }
        return pattern;
    }
}
