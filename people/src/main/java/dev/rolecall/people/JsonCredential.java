package dev.rolecall.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The member {@code credential}: {@code {"algorithm","hashIterations","salt","value"}}, or what Keycloak itself exports,
 * {@code {"type":"password","secretData":"{…}","credentialData":"{…}"}}. Of bcrypt and argon2 also what their libraries write,
 * {@code {"algorithm":"bcrypt","value":"$2b$12$…"}}. Never a password itself.
 */
final class JsonCredential {
    private static final String FIELD = "credential";
    private static final String PARAMETERS = "additionalParameters";
    private static final Set<String> FLAT = Set.of("algorithm", "hashIterations", "salt", "value", PARAMETERS);
    private static final Set<String> EXPORTED =
            Set.of("type", "secretData", "credentialData", "id", "createdDate", "userLabel", "priority", "temporary");
    private static final Set<String> PLAIN = Set.of("password", "plaintext", "plain", "secret");
    static final String PLAINTEXT = "a password itself is never taken: send its hash, with algorithm and value";
    private static final int MAX_EMBEDDED = 8192;
    private static final ObjectMapper EMBEDDED = new ObjectMapper();

    private JsonCredential() {}

    static void read(RowDraft draft, JsonNode node) {
        if (!node.isObject()) {
            draft.error(
                    FIELD,
                    RowErrorCode.INVALID_VALUE,
                    node.isTextual() ? PLAINTEXT : "is an object; a password cannot be cleared");
            return;
        }
        if (isPlaintext(node)) {
            draft.error(FIELD, RowErrorCode.MALFORMED_ROW, PLAINTEXT);
            return;
        }
        boolean exported = node.has("secretData") || node.has("credentialData");
        Set<String> known = exported ? EXPORTED : FLAT;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!known.contains(member.getKey())) {
                draft.error(FIELD, RowErrorCode.MALFORMED_ROW, "no such member: " + RowDraft.shown(member.getKey()));
                return;
            }
        }
        Optional<Credential> credential = exported ? exported(node) : credential(node, node);
        credential.ifPresentOrElse(
                read -> CredentialBounds.problem(read)
                        .ifPresentOrElse(
                                problem -> draft.error(FIELD, RowErrorCode.INVALID_VALUE, problem),
                                () -> draft.credential(read)),
                () -> draft.error(
                        FIELD,
                        RowErrorCode.INVALID_VALUE,
                        "has algorithm, hashIterations, salt and value, salt and value in base64"));
    }

    /** A member that only a password can be in, or a value that no algorithm made. */
    private static boolean isPlaintext(JsonNode node) {
        return PLAIN.stream().anyMatch(node::has)
                || (node.has("value") && !node.has("algorithm") && !node.has("credentialData"));
    }

    private static Optional<Credential> exported(JsonNode node) {
        if (!node.path("type").asText("password").equals("password")) {
            return Optional.empty();
        }
        Optional<JsonNode> secret = embedded(node.path("secretData"));
        Optional<JsonNode> data = embedded(node.path("credentialData"));
        return secret.isPresent() && data.isPresent() ? credential(data.get(), secret.get()) : Optional.empty();
    }

    private static Optional<JsonNode> embedded(JsonNode text) {
        if (!text.isTextual() || text.textValue().length() > MAX_EMBEDDED) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(EMBEDDED.readTree(text.textValue())).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Credential> credential(JsonNode data, JsonNode secret) {
        JsonNode algorithm = data.path("algorithm");
        JsonNode iterations = data.path("hashIterations");
        JsonNode salt = secret.path("salt");
        JsonNode value = secret.path("value");
        if (algorithm.isTextual()
                && value.isTextual()
                && (salt.isMissingNode() || Bcrypt.isNamed(algorithm.textValue()))) {
            Optional<Credential> whole = ofOneText(algorithm.textValue(), value.textValue());
            if (whole.isPresent()) {
                return whole;
            }
        }
        Optional<Map<String, List<String>>> parameters = parameters(data.path(PARAMETERS));
        if (!algorithm.isTextual()
                || !iterations.canConvertToInt()
                || !iterations.isIntegralNumber()
                || !salt.isTextual()
                || !value.isTextual()
                || parameters.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Credential(
                algorithm.textValue(), iterations.intValue(), salt.textValue(), value.textValue(), parameters.get()));
    }

    /** A hash that says all of itself. */
    private static Optional<Credential> ofOneText(String algorithm, String value) {
        if (Bcrypt.isNamed(algorithm)) {
            return Optional.of(
                    new Credential(Bcrypt.ALGORITHM, Bcrypt.cost(value).orElse(1), "", value));
        }
        return algorithm.startsWith(Argon2.ALGORITHM) ? Argon2.parse(value) : Optional.empty();
    }

    private static Optional<Map<String, List<String>>> parameters(JsonNode node) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (node.isMissingNode() || node.isNull()) {
            return Optional.of(parameters);
        }
        for (Map.Entry<String, JsonNode> parameter : node.properties()) {
            List<String> values = new ArrayList<>();
            for (JsonNode value : parameter.getValue()) {
                values.add(value.asText());
            }
            parameters.put(parameter.getKey(), values);
        }
        return node.isObject() ? Optional.of(parameters) : Optional.empty();
    }
}
