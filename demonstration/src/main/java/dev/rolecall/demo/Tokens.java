package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A token endpoint's answer. */
public record Tokens(JsonNode answer) {
    public String access() {
        return member("access_token");
    }

    public String id() {
        return member("id_token");
    }

    public String refresh() {
        return member("refresh_token");
    }

    public JsonNode accessClaims() {
        return claimsOf(access());
    }

    public JsonNode idClaims() {
        return claimsOf(id());
    }

    /** What a JWT says, without a look at its signature: for showing, never for deciding. */
    public static JsonNode claimsOf(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new UnexpectedAnswerException("the token is no signed JWT");
        }
        return Json.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    private String member(String name) {
        JsonNode value = answer.get(name);
        if (value == null) {
            throw new UnexpectedAnswerException("the token endpoint gave no " + name);
        }
        return value.asText();
    }

    @Override
    public String toString() {
        return "Tokens";
    }
}
