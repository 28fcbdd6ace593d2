package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.GoldenUser;
import dev.rolecall.ldap.InvalidRulesException;
import dev.rolecall.ldap.RuleSet;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;

/**
 * Rules to be tried out.
 *
 * @param rules       null for the saved ones
 * @param goldenUsers null for the saved ones
 * @param username    null for everybody
 */
record TrialRequest(
        @Nullable List<String> rules,
        @Nullable List<String> goldenUsers,
        @Nullable String username) {
    static final TrialRequest OF_WHAT_IS_SAVED = new TrialRequest(null, null, null);

    private static final String RULES = "rules";
    private static final String GOLDEN_USERS = "goldenUsers";
    private static final int MOST_OF_USERNAME = 255;

    /** @throws UnreadableRequestException if the body is too long, or says something else */
    static TrialRequest read(InputStream body) {
        return JsonBody.read(body, TrialRequest.class, "rules, goldenUsers and username")
                .checked();
    }

    private TrialRequest checked() {
        requireNoNull(RULES, rules);
        requireNoNull(GOLDEN_USERS, goldenUsers);
        username(username);
        requireReadable(RULES, rules, RuleSet::parse);
        requireReadable(GOLDEN_USERS, goldenUsers, GoldenUser::parse);
        return this;
    }

    /** @throws UnreadableRequestException if nobody can be called that */
    static @Nullable String username(@Nullable String text) {
        if (text != null && (text.isBlank() || text.length() > MOST_OF_USERNAME)) {
            throw UnreadableRequestException.of("username", "A username has 1 to " + MOST_OF_USERNAME + " characters.");
        }
        return text;
    }

    private static void requireNoNull(String field, @Nullable List<String> lines) {
        if (lines != null && lines.stream().anyMatch(Objects::isNull)) {
            throw UnreadableRequestException.of(field, field + " holds texts only.");
        }
    }

    private interface Reading {
        Object of(List<String> lines);
    }

    private static void requireReadable(String field, @Nullable List<String> lines, Reading reading) {
        try {
            if (lines != null) {
                reading.of(lines);
            }
        } catch (InvalidRulesException e) {
            throw UnreadableRequestException.ofLines(field, e);
        }
    }

    /** The saved settings with what is to be tried in their place. */
    ComponentModel on(ComponentModel saved) {
        ComponentModel trial = new ComponentModel(saved);
        put(trial, LdapGroupSettings.RULES, rules);
        put(trial, LdapGroupSettings.GOLDEN_USERS, goldenUsers);
        return trial;
    }

    private static void put(ComponentModel trial, String setting, @Nullable List<String> lines) {
        if (lines != null) {
            trial.getConfig().put(setting, List.copyOf(lines));
        }
    }

    /** Says not who is looked at. */
    @Override
    public String toString() {
        return "TrialRequest[]";
    }
}
