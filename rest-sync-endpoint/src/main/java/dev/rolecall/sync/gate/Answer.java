package dev.rolecall.sync.gate;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How everything of this API is answered: as JSON that nobody keeps, for it is about people. */
public final class Answer {
    private Answer() {}

    public static Response json(Response.ResponseBuilder response, Object entity) {
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(entity)
                .build();
    }
}
