package dev.rolecall.ldap;

import static dev.rolecall.ldap.RuleSyntaxException.quoted;

import dev.rolecall.access.InvalidReferenceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Somebody of whom is known what rules must give, so that changed rules can be tried on him before they count. As a line:
 * {@code lena -> ADMIN@acme/prod-eu, role:auditor}, or {@code otto -> nothing}.
 *
 * @param expected all that the rules give, no more and no less
 */
public record GoldenUser(String username, Set<Target> expected) {
    public static final int MAX_USERS = 200;

    private static final String NOTHING = "nothing";
    private static final int MAX_USERNAME = 255;

    public GoldenUser {
        expected = Set.copyOf(expected);
    }

    /** @throws InvalidRulesException with every line that is at fault */
    public static List<GoldenUser> parse(List<String> lines) {
        List<RuleProblem> problems = new ArrayList<>();
        List<GoldenUser> users = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (NumberedLine line : NumberedLine.of(lines)) {
            try {
                GoldenUser user = parse(line.sides());
                if (!names.add(user.username.toLowerCase(Locale.ROOT))) {
                    throw new RuleSyntaxException("this username stands in another line already");
                }
                users.add(user);
            } catch (RuleSyntaxException e) {
                problems.add(new RuleProblem(line.number(), e.message()));
            }
            if (users.size() > MAX_USERS) {
                problems.add(new RuleProblem(line.number(), "there are at most " + MAX_USERS + " golden users"));
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidRulesException(problems);
        }
        return users;
    }

    private static GoldenUser parse(NumberedLine.Sides sides) {
        if (sides.left().length() > MAX_USERNAME) {
            throw new RuleSyntaxException("a username has at most " + MAX_USERNAME + " characters");
        }
        Set<Target> expected = new LinkedHashSet<>();
        if (!sides.right().equals(NOTHING)) {
            for (String text : sides.right().split(",", -1)) {
                expected.add(target(text.strip()));
            }
        }
        return new GoldenUser(sides.left(), expected);
    }

    private static Target target(String text) {
        try {
            return Target.parse(text);
        } catch (InvalidReferenceException e) {
            throw new RuleSyntaxException(quoted(text) + ": " + e.getMessage(), e);
        }
    }

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "GoldenUser[" + expected.size() + " expected]";
    }
}
