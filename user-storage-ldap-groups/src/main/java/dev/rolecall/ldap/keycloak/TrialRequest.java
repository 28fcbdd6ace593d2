package dev.rolecall.ldap.keycloak;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.ldap.GoldenUser;
import dev.rolecall.ldap.InvalidRulesException;
import dev.rolecall.ldap.RuleSet;
import java.io.IOException;
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
    static final int MOST_BYTES = 4 * 1024 * 1024;
    static final TrialRequest OF_WHAT_IS_SAVED = new TrialRequest(null, null, null);

    private static final String RULES = "rules";
    private static final String GOLDEN_USERS = "goldenUsers";
    private static final int MOST_OF_USERNAME = 255;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxNumberLength(20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** @throws UnreadableRequestException if the body is too long, or says something else */
    static TrialRequest read(InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw UnreadableRequestException.of("body", "The body broke off.");
        }
        if (bytes.length > MOST_BYTES) {
            throw UnreadableRequestException.tooLong(MOST_BYTES);
        }
        try {
            TrialRequest request = JSON.readValue(bytes, TrialRequest.class);
            if (request != null) {
                return request.checked();
            }
        } catch (JsonProcessingException e) {
            // said below: the parser's own text repeats what was sent
        } catch (IOException e) {
            throw UnreadableRequestException.of("body", "The body cannot be read.");
        }
        throw UnreadableRequestException.of(
                "body", "The body is a JSON object with at most the members rules, goldenUsers and username.");
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
