package dev.rolecall.claims;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.JsonUtils;

/**
 * Writes the permissions of the {@link AccessDocument} as a flat array in the reference grammar, for example
 * {@code console.logs.read@acme/prod-eu}, for simple applications. A list that would be cut off is left out altogether.
 */
public final class FlatPermissionsMapper extends DocumentMapper {
    public static final String PROVIDER_ID = "rolecall-flat-permissions-mapper";

    public FlatPermissionsMapper() {
        super("user_permissions", FlatPermissionsConfig.PROPERTIES);
    }

    @Override
    void write(
            ClaimName name,
            AccessDocument document,
            Map<String, String> settings,
            Map<String, Object> claims,
            KeycloakSession session) {
        FlatPermissionsConfig config = FlatPermissionsConfig.from(settings);
        List<String> permissions = document.withPermissions(config.clients()::wants).permissions().stream()
                .filter(Reference::isReadable)
                .map(Reference::toString)
                .toList();
        if (permissions.size() <= config.maxEntries()) {
            JsonUtils.mapClaim(name.path(), permissions, claims, false);
        } else {
            JsonUtils.mapClaim(name.withSuffix("_overage").path(), permissions.size(), claims, false);
        }
    }

    @Override
    Optional<String> problem(Map<String, String> settings, Predicate<String> clientExists) {
        return FlatPermissionsConfig.problem(settings, clientExists);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Rolecall flat permissions";
    }

    @Override
    public String getHelpText() {
        return "The permissions of the person as a flat array such as console.logs.read@acme/prod-eu, narrowed like the"
                + " claim of the mapper Rolecall access.";
    }
}
