package dev.rolecall.sync.http;

import dev.rolecall.sync.gate.ContentLength;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Keeps a raised {@code quarkus.http.limits.max-body-size} to files of imports: everywhere else a body stays within
 * {@link LargeBodies#ELSEWHERE}. Quarkus has one limit for all addresses, and Keycloak parses some bodies before it asks who sends
 * them. The one class that uses Vert.x; Quarkus finds it as a bean and hands it the router when the server starts.
 */
@ApplicationScoped
public class BodyLimit {
    /** Quarkus checks Content-Length, and notes the limit for bodies without one, in a route of the order -2. */
    private static final int AFTER_THE_SERVERS_OWN = -1;

    private static final int BEFORE_THE_SERVERS_OWN = -3;

    /** Under this key Quarkus's input stream looks for the most bytes it may read ({@code VertxHttpRecorder.MAX_REQUEST_SIZE_KEY}). */
    private static final String MOST_BYTES = "io.quarkus.max-request-size";

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_LENGTH = "Content-Length";

    void install(@Observes Router router) {
        router.route().order(BEFORE_THE_SERVERS_OWN).handler(this::announced);
        router.route().order(AFTER_THE_SERVERS_OWN).handler(this::unannounced);
    }

    /** Refuses by Content-Length, and has a form of ours streamed. */
    private void announced(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isFile(context)) {
            String contentType = request.getHeader(CONTENT_TYPE);
            String streamed = LargeBodies.streamed(contentType);
            if (streamed != null && !streamed.equals(contentType)) {
                request.headers().set(CONTENT_TYPE, streamed);
            }
        }
        if (!mayBeLarge(context) && ContentLength.isAbove(LargeBodies.ELSEWHERE, request.getHeader(CONTENT_LENGTH))) {
            refuse(context.response(), request);
        } else {
            context.next();
        }
    }

    private static void refuse(HttpServerResponse response, HttpServerRequest request) {
        response.setStatusCode(413)
                .putHeader("Connection", "close")
                .putHeader(CONTENT_TYPE, "application/json")
                .putHeader("Cache-Control", "no-store")
                .endHandler(ended -> request.connection().close());
        response.end("{\"error\":\"content_too_large\",\"error_description\":\"A body has at most "
                + LargeBodies.ELSEWHERE + " bytes here.\"}");
    }

    /** Notes the limit for a body that does not say how long it is. */
    private void unannounced(RoutingContext context) {
        if (!mayBeLarge(context)) {
            Long noted = context.get(MOST_BYTES);
            context.put(MOST_BYTES, noted == null ? LargeBodies.ELSEWHERE : Math.min(noted, LargeBodies.ELSEWHERE));
        }
        context.next();
    }

    private static boolean mayBeLarge(RoutingContext context) {
        return isFile(context) && LargeBodies.isStreamed(context.request().getHeader(CONTENT_TYPE));
    }

    private static boolean isFile(RoutingContext context) {
        HttpServerRequest request = context.request();
        return LargeBodies.isFile(request.method().name(), request.path(), context.mountPoint());
    }
}
