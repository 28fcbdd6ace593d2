package dev.rolecall.demo;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A realm as applications see it: its token endpoint, its login pages, and Rolecall's resource below it. */
public final class Realm {
    private final String server;
    private final String name;

    /** A realm of a server, which is named without a slash at the end. */
    public Realm(String server, String name) {
        this.server = server;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** An address below the realm, for example {@code uri("/rolecall/imports")}. */
    public URI uri(String path) {
        return URI.create(server + "/realms/" + name + path);
    }

    /** An address below the realm's administration, for example {@code adminUri("/users")}. */
    public URI adminUri(String path) {
        return URI.create(server + "/admin/realms/" + name + path);
    }

    public Tokens clientCredentials(String client, String secret) {
        return clientCredentials(client, secret, Map.of());
    }

    /** A service's token, with further form parameters such as {@code scope}. */
    public Tokens clientCredentials(String client, String secret, Map<String, String> parameters) {
        Map<String, String> form = form("client_credentials", client, secret);
        form.putAll(parameters);
        return tokens(form);
    }

    /** The password grant; most clients refuse it, {@code admin-cli} and test clients do not. */
    public Tokens password(
            String client, @Nullable String secret, String user, String password, Map<String, String> parameters) {
        Map<String, String> form = form("password", client, secret);
        form.put("username", user);
        form.put("password", password);
        form.putAll(parameters);
        return tokens(form);
    }

    public Tokens refresh(String client, @Nullable String secret, String refreshToken, Map<String, String> parameters) {
        Map<String, String> form = form("refresh_token", client, secret);
        form.put("refresh_token", refreshToken);
        form.putAll(parameters);
        return tokens(form);
    }

    /** Tokens for a code that {@link Browser} brought home. */
    public Tokens exchange(AuthorizationRequest request, String code) {
        Map<String, String> form = form("authorization_code", request.client(), null);
        form.put("code", code);
        form.put("redirect_uri", request.redirect().toString());
        form.put("code_verifier", request.verifier());
        return tokens(form);
    }

    /** The token endpoint's answer whatever its status, for requests that are to be refused. */
    public Answer token(Map<String, String> form) {
        return Http.form(uri("/protocol/openid-connect/token"), form);
    }

    /** A request for a code, with PKCE, to be completed and shown to a {@link Browser}. */
    public AuthorizationRequest authorization(String client, URI redirect) {
        return AuthorizationRequest.of(uri("/protocol/openid-connect/auth"), client, redirect);
    }

    /** Logs in like a person in a new browser: page, form, code, tokens. */
    public Tokens login(AuthorizationRequest request, String user, String password) {
        return exchange(request, new Browser().login(request, user, password));
    }

    private Tokens tokens(Map<String, String> form) {
        return new Tokens(token(form).expecting(200).json());
    }

    private static Map<String, String> form(String grant, String client, @Nullable String secret) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", grant);
        form.put("client_id", client);
        if (secret != null) {
            form.put("client_secret", secret);
        }
        return form;
    }
}
