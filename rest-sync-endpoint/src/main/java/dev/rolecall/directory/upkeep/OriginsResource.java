package dev.rolecall.directory.upkeep;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.directory.upkeep.BoundedLines.TooLargeException;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ContentLength;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The notes about memberships, out of one realm and into another: a realm export holds the memberships themselves. */
public final class OriginsResource {
    private static final Logger LOG = Logger.getLogger(OriginsResource.class);

    private static final String NDJSON = "application/x-ndjson";

    /** A line has some 200 bytes. */
    private static final long LIMIT = 1L << 30;

    private final KeycloakSessionFactory factory;
    private final HttpHeaders headers;
    private final UpkeepDoor door;

    OriginsResource(KeycloakSession session, UpkeepDoor door) {
        this.factory = session.getKeycloakSessionFactory();
        this.headers = session.getContext().getHttpRequest().getHttpHeaders();
        this.door = door;
    }

    @GET
    public Response export() {
        Caller caller = door.toSeeOrigins();
        return Response.ok(new OriginExport(factory, caller.realmId()))
                .type(NDJSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** What is written stays written when a later line cannot be: sending the file again changes nothing of it. */
    @POST
    public Response restore(InputStream body) {
        Caller caller = door.toRestoreOrigins();
        requireNdjson(
                headers.getHeaderString(HttpHeaders.CONTENT_TYPE),
                headers.getHeaderString(HttpHeaders.CONTENT_ENCODING));
        if (ContentLength.isAbove(LIMIT, headers.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
            throw tooLarge();
        }
        try {
            BoundedLines lines = new BoundedLines(body, OriginLine.MOST_BYTES, LIMIT);
            return Answer.json(Response.ok(), new OriginRestore(factory, caller).restore(lines));
        } catch (TooLargeException e) {
            throw tooLarge();
        } catch (IOException e) {
            LOG.debugf("A file of origins broke off: %s", CauseTrail.of(e));
            throw Refusal.badRequest("The body broke off; sending it again is safe.");
        }
    }

    private static void requireNdjson(@Nullable String type, @Nullable String encoding) {
        boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!plain || !media.equals(NDJSON)) {
            throw Refusal.unsupportedMediaType("Origins come as " + NDJSON + " in UTF-8, not compressed.");
        }
    }

    private static Refusal tooLarge() {
        return Refusal.tooLarge("A file of origins has at most " + LIMIT + " bytes; send it in parts.");
    }
}
