package dev.rolecall.benchmarks;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is put into a token about organizations, and by whom. Each has a client of its own. */
enum TokenVariant {
    NONE("no mapper", "openid", null, null, null),
    STOCK("stock mappers", "openid organization:*", "organization", null, false),
    STOCK_WITH_ROLES("stock mappers, with group roles", "openid organization:*", "organization", null, true),
    ACCESS("Rolecall, as shipped", "openid", "access", TokenVariant.ACCESS_SCOPE, null),
    ACCESS_WHOLE("Rolecall, every object", "openid", "access", TokenVariant.WHOLE_SCOPE, null);

    /** The scope of the shipped realm. */
    static final String ACCESS_SCOPE = "access";

    static final String WHOLE_SCOPE = "access-whole";

    private final String label;
    private final String scope;
    private final @Nullable String claim;
    private final @Nullable String defaultScope;
    private final @Nullable Boolean groupRoles;

    TokenVariant(
            String label,
            String scope,
            @Nullable String claim,
            @Nullable String defaultScope,
            @Nullable Boolean groupRoles) {
        this.label = label;
        this.scope = scope;
        this.claim = claim;
        this.defaultScope = defaultScope;
        this.groupRoles = groupRoles;
    }

    String label() {
        return label;
    }

    String client() {
        return "bench-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a token request asks for. */
    String scope() {
        return scope;
    }

    /** The claim whose size is of interest. */
    Optional<String> claim() {
        return Optional.ofNullable(claim);
    }

    /** The client scope the client has besides the ordinary ones. */
    Optional<String> defaultScope() {
        return Optional.ofNullable(defaultScope);
    }

    /** A mapper of the client's own: group memberships, which Keycloak puts into the claim of its scope. */
    Optional<Map<String, Object>> mapper() {
        if (groupRoles == null) {
            return Optional.empty();
        }
        Map<String, String> config = new HashMap<>();
        config.put("access.token.claim", "true");
        config.put("id.token.claim", "true");
        config.put("introspection.token.claim", "true");
        if (groupRoles) {
            config.put("addGroupRoleMappings", "true");
        }
        return Optional.of(Map.of(
                "name",
                "organization groups",
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-organization-group-membership-mapper",
                "config",
                config));
    }
}
