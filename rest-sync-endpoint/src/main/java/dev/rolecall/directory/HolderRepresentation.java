package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.HolderPage;
import dev.rolecall.sync.gate.PageRepresentation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Somebody who has access to an object, by one grant and one origin. */
record HolderRepresentation(
        PersonRepresentation user,
        String grant,
        OriginRepresentation origin,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String grantedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String expiresAt) {

    static PageRepresentation<HolderRepresentation> of(KeycloakSession session, HolderPage page) {
        Map<String, String> usercodes = Usercodes.of(
                session, page.holders().stream().map(HolderPage.Holder::userId).toList());
        return new PageRepresentation<>(
                page.total(),
                page.holders().stream()
                        .map(holder -> of(holder, usercodes.get(holder.userId())))
                        .toList());
    }

    private static HolderRepresentation of(HolderPage.Holder holder, @Nullable String usercode) {
        return new HolderRepresentation(
                new PersonRepresentation(holder.userId(), holder.username(), usercode),
                holder.grant().reference().toString(),
                OriginRepresentation.of(holder.note().origin()),
                NoteRepresentation.text(holder.note().grantedAt()),
                NoteRepresentation.text(holder.note().expiresAt()));
    }
}
