package dev.rolecall.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An OpenID Connect authorization request for a code, with PKCE (RFC 7636, S256) and a state of its own.
 *
 * @param verifier   the secret half of PKCE, for the token request
 * @param parameters everything in the query, in order
 */
public record AuthorizationRequest(
        URI endpoint, String client, URI redirect, String verifier, Map<String, String> parameters) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public AuthorizationRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static AuthorizationRequest of(URI endpoint, String client, URI redirect) {
        String verifier = random();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client);
        parameters.put("redirect_uri", redirect.toString());
        parameters.put("scope", "openid");
        parameters.put("state", random());
        parameters.put("code_challenge", challenge(verifier));
        parameters.put("code_challenge_method", "S256");
        return new AuthorizationRequest(endpoint, client, redirect, verifier, parameters);
    }

    /** With another scope than {@code openid}. */
    public AuthorizationRequest scope(String scope) {
        return parameter("scope", scope);
    }

    /** With one more parameter, or another value of one. */
    public AuthorizationRequest parameter(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(name, value);
        return new AuthorizationRequest(endpoint, client, redirect, verifier, all);
    }

    public URI uri() {
        return URI.create(endpoint + "?" + Http.encoded(parameters));
    }

    String state() {
        return parameters.getOrDefault("state", "");
    }

    @Override
    public String toString() {
        return "AuthorizationRequest[" + client + "]";
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
