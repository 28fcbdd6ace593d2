package dev.rolecall.claims;

import dev.rolecall.access.AccessDocument;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.Urls;
import org.keycloak.utils.JsonUtils;

/** Writes the {@link AccessDocument}, or its digest where it would be too large. */
public final class AccessMapper extends DocumentMapper {
    public static final String PROVIDER_ID = "rolecall-access-mapper";

    public AccessMapper() {
        super(ClaimName.ACCESS, AccessMapperConfig.PROPERTIES);
    }

    @Override
    void write(
            ClaimName name,
            AccessDocument document,
            Map<String, String> settings,
            Map<String, Object> claims,
            KeycloakSession session) {
        AccessMapperConfig config = AccessMapperConfig.from(settings);
        AccessDocument wanted = config.wantsAll() ? document : document.withPermissions(config::wants);
        Map<String, Object> claim = wanted.toClaim(config.maxObjects(), () -> issuer(session) + "/rolecall/me/access");
        JsonUtils.mapClaim(name.path(), claim, claims, false);
    }

    @Override
    Optional<String> problem(Map<String, String> settings, Predicate<String> clientExists) {
        return AccessMapperConfig.problem(settings, clientExists);
    }

    /** {@code Urls} is in {@code services}: as in the claim {@code iss}, which userinfo does not have. */
    private static String issuer(KeycloakSession session) {
        return Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Rolecall access";
    }

    @Override
    public String getHelpText() {
        return "What the person may do on the system, on each customer and on each deployment. The scope"
                + " organization:<alias> limits it to that customer, the parameter deployment to that deployment.";
    }
}
