package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.directory.GroupSnapshot;
import dev.rolecall.ldap.directory.MissingGroups;
import dev.rolecall.ldap.directory.MissingGroups.MissingGroup;
import dev.rolecall.ldap.keycloak.Preview.PreviewRepresentation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a mapper would give, what its syncs did, and the decision about what they held back. */
public final class LdapMapperResource {
    private static final int MOST_A_PAGE = 1_000;
    private static final int A_PAGE = 100;

    private final LdapDoor door;
    private final String id;

    LdapMapperResource(LdapDoor door, String id) {
        this.door = door;
        this.id = id;
    }

    /** Under the saved rules. */
    @GET
    @Path("preview")
    public Response preview(
            @QueryParam("username") @Nullable String username,
            @QueryParam("changed") @Nullable String changed,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max) {
        door.toSeePeople();
        return answer(() -> preview(
                TrialRequest.OF_WHAT_IS_SAVED,
                new Preview.Wanted(TrialRequest.username(username), flag("changed", changed), page(first, max))));
    }

    /** Under rules that nobody saved. */
    @POST
    @Path("preview")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response trial(
            @QueryParam("changed") @Nullable String changed,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max,
            InputStream body) {
        door.toTryRules();
        return answer(() -> {
            TrialRequest request = TrialRequest.read(body);
            return preview(request, new Preview.Wanted(request.username(), flag("changed", changed), page(first, max)));
        });
    }

    private PreviewRepresentation preview(TrialRequest request, Preview.Wanted wanted) {
        MapperOfRealm mapper = mapper();
        Preview preview = new Preview(door.factory(), door.realmId(), mapper, request.on(mapper.model()));
        return wanted.username() == null ? reading(() -> preview.of(wanted)) : preview.of(wanted);
    }

    private static Response answer(Supplier<Object> work) {
        try {
            return LdapRefusal.answer(Response.ok(), work.get());
        } catch (UnreadableRequestException e) {
            throw LdapRefusal.of(e);
        } catch (DirectoryException e) {
            throw LdapRefusal.unanswered(e);
        }
    }

    /** Of the last sync. */
    @GET
    @Path("report")
    public Response report() {
        door.toSeeReports();
        return answer(() -> syncs().report());
    }

    @POST
    @Path("reconcile")
    public Response reconcile(@QueryParam("dryRun") @Nullable String dryRun) {
        door.toChangePeople();
        return answer(() -> syncs().reconcile(flag("dryRun", dryRun)));
    }

    /**
     * Takes what the last sync held back, as far as the directory still says so.
     *
     * @param endedAt of the report that was looked at: meanwhile another sync may have held back other people
     */
    @POST
    @Path("approve")
    public Response approve(@QueryParam("endedAt") @Nullable String endedAt) {
        door.toChangePeople();
        return answer(() -> syncs().approve(instant("endedAt", endedAt)));
    }

    /** Takes nothing of what the last sync held back. */
    @POST
    @Path("reject")
    public Response reject() {
        door.toChangePeople();
        return answer(() -> syncs().reject());
    }

    /** Groups that rules name and the directory does not have. */
    @GET
    @Path("missing-groups")
    public Response missingGroups(
            @QueryParam("first") @Nullable String first, @QueryParam("max") @Nullable String max) {
        door.toSeeReports();
        return answer(() -> missingGroups(page(first, max)));
    }

    private Map<String, Object> missingGroups(Page page) {
        MapperOfRealm mapper = mapper();
        GroupSnapshot groups = reading(() -> OwnSession.reading(
                door.factory(),
                door.realmId(),
                (session, realm) -> new DirectoryOfPeople(realm, mapper.live(session)).groupsWithoutMembers()));
        List<MissingGroup> missing = MissingGroups.of(mapper.savedSettings().rules(), groups);
        return Map.of("total", missing.size(), "entries", page.of(missing));
    }

    /** All of a directory is in memory meanwhile. */
    private <T> T reading(Supplier<T> work) {
        return door.readings()
                .tryTo(id, work)
                .orElseThrow(() -> LdapRefusal.busy("Directories are being read for other answers already."));
    }

    private LdapSyncs syncs() {
        return new LdapSyncs(door, mapper());
    }

    private MapperOfRealm mapper() {
        return OwnSession.reading(
                        door.factory(), door.realmId(), (session, realm) -> MapperOfRealm.find(session, realm, id))
                .orElseThrow(LdapRefusal::notFound);
    }

    private static Page page(@Nullable String first, @Nullable String max) {
        return new Page(number("first", first, 0, 0, Integer.MAX_VALUE), number("max", max, A_PAGE, 1, MOST_A_PAGE));
    }

    private static int number(String name, @Nullable String text, int absent, int least, int most) {
        if (text == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of bounds
        }
        throw UnreadableRequestException.of(name, "%s is a number from %d to %d.".formatted(name, least, most));
    }

    private static Instant instant(String name, @Nullable String text) {
        try {
            if (text != null) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException e) {
            // said below, as for none
        }
        throw UnreadableRequestException.of(name, name + " is a time, as the report has it.");
    }

    private static boolean flag(String name, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw UnreadableRequestException.of(name, name + " is true or false.");
    }
}
