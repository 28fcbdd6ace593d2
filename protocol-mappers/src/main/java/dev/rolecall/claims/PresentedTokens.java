package dev.rolecall.claims;

import dev.rolecall.access.Narrowing;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * The tokens of this realm that a request was made with: a refresh token, the subject of a token exchange, the token
 * that is introspected, the bearer of userinfo. What they are limited to limits the answer. Keycloak itself refuses
 * the request where one of them is not valid; here only signatures count.
 */
record PresentedTokens(List<AccessToken> tokens) {
    private static final String KEY = "rolecall.presented-tokens";
    private static final String CLAIMS = "urn:ietf:params:oauth:token-type:jwt";
    private static final List<String> PARAMETERS = List.of("refresh_token", "subject_token", "token", "access_token");

    PresentedTokens {
        tokens = List.copyOf(tokens);
    }

    /** Read once a request. */
    static PresentedTokens of(KeycloakSession session) {
        PresentedTokens presented = session.getAttribute(KEY, PresentedTokens.class);
        if (presented == null) {
            presented = new PresentedTokens(read(session));
            session.setAttribute(KEY, presented);
        }
        return presented;
    }

    /** Parameters of a form, null where the request is none. */
    static @Nullable MultivaluedMap<String, String> form(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        return request != null && "POST".equals(request.getHttpMethod()) ? request.getDecodedFormParameters() : null;
    }

    /** What all of them together are limited to. */
    Narrowing narrowing() {
        return tokens.stream().map(PresentedTokens::narrowingOf).reduce(Narrowing.NONE, Narrowing::and);
    }

    /** Those that were issued to a client. */
    PresentedTokens issuedTo(String clientId) {
        return new PresentedTokens(
                tokens.stream().filter(t -> clientId.equals(t.getIssuedFor())).toList());
    }

    /** What one token is limited to: by its claim, and by a scope from before there was that claim. */
    static Narrowing narrowingOf(AccessToken token) {
        Narrowing claimed = Narrowing.ofClaim(token.getOtherClaims().get(Narrowing.CLAIM));
        return claimed.and(Narrowing.ofScope(token.getScope()));
    }

    private static List<AccessToken> read(KeycloakSession session) {
        List<String> texts = new ArrayList<>();
        MultivaluedMap<String, String> form = form(session);
        if (form != null) {
            if (PARAMETERS.stream().anyMatch(name -> isRepeated(form, name)) || isMadeOfAnIdToken(form)) {
                return List.of(goodForNothing());
            }
            PARAMETERS.forEach(name -> texts.addAll(form.getOrDefault(name, List.of())));
        }
        HttpRequest request = session.getContext().getHttpRequest();
        if (request != null) {
            bearer(request.getHttpHeaders()).forEach(texts::add);
        }
        return texts.stream()
                .map(text -> session.tokens().decode(text, AccessToken.class))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Whether a permission token (UMA 2.0) is asked for with an ID token, which does not say what it is limited to. The
     * other thing that parameter may be is claims for policies.
     */
    private static boolean isMadeOfAnIdToken(MultivaluedMap<String, String> form) {
        return form.containsKey("claim_token") && !CLAIMS.equals(form.getFirst("claim_token_format"));
    }

    private static boolean isRepeated(MultivaluedMap<String, String> form, String name) {
        return form.getOrDefault(name, List.of()).size() > 1;
    }

    /** Stands for tokens of which it is unknown which one counts, or what it is limited to. */
    private static AccessToken goodForNothing() {
        AccessToken token = new AccessToken();
        token.getOtherClaims().put(Narrowing.CLAIM, Narrowing.TO_NOTHING.toClaim());
        return token;
    }

    private static Stream<String> bearer(@Nullable HttpHeaders headers) {
        String header = headers == null ? null : headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Stream.empty();
        }
        String[] schemeAndToken = header.trim().split(" +", 2);
        boolean isToken = schemeAndToken.length == 2
                && (schemeAndToken[0].equalsIgnoreCase("Bearer") || schemeAndToken[0].equalsIgnoreCase("DPoP"));
        return isToken ? Stream.of(schemeAndToken[1].trim()) : Stream.empty();
    }
}
