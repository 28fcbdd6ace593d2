package dev.rolecall.directory;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.RealmJob;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** What the caller himself may do, as far as his token goes: for every person and every system, from any page of the client. */
public final class MyAccessResource {
    private final KeycloakSessionFactory factory;
    private final Gate gate;

    public MyAccessResource(KeycloakSession session, Gate gate) {
        this.factory = session.getKeycloakSessionFactory();
        this.gate = gate;
    }

    @OPTIONS
    public Response preflight() {
        return gate.preflight();
    }

    /** A page of customers; what is held on the system stands on each. Its digest is the entity tag. */
    @GET
    public Response access(
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max) {
        Caller caller = gate.admitAnyone();
        Page page = Page.of(first, max);
        AccessDocument document =
                RealmJob.in(factory, caller.realmId(), (session, realm) -> Viewer.documentOf(session, realm, caller));
        MyAccessRepresentation answer = MyAccessRepresentation.of(document, page);
        String tag = '"' + answer.digest() + '"';
        if (known != null && isAmong(known, tag)) {
            return Response.notModified()
                    .header(HttpHeaders.ETAG, tag)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
        return Answer.json(Response.ok().header(HttpHeaders.ETAG, tag), answer);
    }

    /** RFC 9110 section 13.1.2; a weak tag matches too. */
    static boolean isAmong(String known, String tag) {
        return Arrays.stream(known.split(",", -1))
                .map(String::strip)
                .map(candidate -> candidate.startsWith("W/") ? candidate.substring(2) : candidate)
                .anyMatch(candidate -> candidate.equals("*") || candidate.equals(tag));
    }
}
