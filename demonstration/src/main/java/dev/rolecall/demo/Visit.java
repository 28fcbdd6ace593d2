package dev.rolecall.demo;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a browser ended up: back at the application with a code or an error, or on a page of Keycloak.
 *
 * @param at     the address, which is the application's when {@link #isBack()}
 * @param answer the page, or the redirect to the application
 */
public record Visit(AuthorizationRequest request, URI at, Answer answer) {
    private static final Pattern ACTION = Pattern.compile("<form[^>]*\\baction=\"([^\"]+)\"");

    public boolean isBack() {
        return at.toString().startsWith(request.redirect().toString());
    }

    /** The code the application got. */
    public String code() {
        if (!isBack()) {
            throw new UnexpectedAnswerException("the login stopped on a page: " + answer);
        }
        Map<String, String> query = query();
        String code = query.get("code");
        if (code == null) {
            throw new UnexpectedAnswerException("the application got no code but " + query.get("error"));
        }
        if (!request.state().equals(query.get("state"))) {
            throw new UnexpectedAnswerException("the application got another state than it sent");
        }
        return code;
    }

    /** What the application got, for example {@code error}. */
    public Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = at.getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return query;
    }

    URI formAction() {
        Matcher action = ACTION.matcher(answer.body());
        if (isBack() || !action.find()) {
            throw new UnexpectedAnswerException("there is no form on the page: " + answer);
        }
        return at.resolve(action.group(1).replace("&amp;", "&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The address may hold a code. */
    @Override
    public String toString() {
        return "Visit[" + answer + "]";
    }
}
