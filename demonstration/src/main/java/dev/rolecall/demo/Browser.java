package dev.rolecall.demo;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without a window: keeps the cookies of one Keycloak server, each for the realm whose path it was set for,
 * follows redirects and fills in login forms. One instance is one browser session, so a second request of it is single
 * sign-on. It sends {@code Secure} cookies over HTTP, as browsers do on the loopback address.
 */
public final class Browser {
    private static final int MOST_REDIRECTS = 10;

    private static final Pattern PATH = Pattern.compile(";\\s*path=([^;]*)", Pattern.CASE_INSENSITIVE);

    /** By path, then by name. */
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

    /** Makes the request, fills in user and password, and returns the code the application would get. */
    public String login(AuthorizationRequest request, String user, String password) {
        Visit page = open(request);
        return submit(page, Map.of("username", user, "password", password)).code();
    }

    /** Makes the request: the visit ends at the application, or on a page that wants an answer. */
    public Visit open(AuthorizationRequest request) {
        return follow(Http.send(withCookies(request.uri()).GET()), request.uri(), request);
    }

    /** Sends the form of a page. */
    public Visit submit(Visit page, Map<String, String> fields) {
        URI action = page.formAction();
        Answer answer = Http.send(withCookies(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Http.encoded(fields))));
        return follow(answer, action, page.request());
    }

    private Visit follow(Answer first, URI from, AuthorizationRequest request) {
        Answer answer = first;
        URI at = from;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            remember(answer);
            if (!answer.isRedirect()) {
                return new Visit(request, at, answer);
            }
            at = at.resolve(answer.location());
            if (at.toString().startsWith(request.redirect().toString())) {
                return new Visit(request, at, answer);
            }
            answer = Http.send(withCookies(at).GET());
        }
        throw new UnexpectedAnswerException("more than " + MOST_REDIRECTS + " redirects");
    }

    private HttpRequest.Builder withCookies(URI uri) {
        HttpRequest.Builder builder = Http.request(uri, null);
        String sent = cookies.entrySet().stream()
                .filter(path -> uri.getPath().startsWith(path.getKey()))
                .flatMap(path -> path.getValue().entrySet().stream())
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return sent.isEmpty() ? builder : builder.header("Cookie", sent);
    }

    private void remember(Answer answer) {
        for (String header : answer.headers().allValues("Set-Cookie")) {
            String pair = header.split(";", 2)[0];
            int equals = pair.indexOf('=');
            String name = pair.substring(0, equals).strip();
            String value = pair.substring(equals + 1).strip();
            Matcher path = PATH.matcher(header);
            Map<String, String> there =
                    cookies.computeIfAbsent(path.find() ? path.group(1).strip() : "/", p -> new LinkedHashMap<>());
            if (value.isEmpty() || header.contains("Max-Age=0")) {
                there.remove(name);
            } else {
                there.put(name, value);
            }
        }
    }
}
