package dev.rolecall.claims;

import dev.rolecall.access.Ceiling;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.Origin;
import dev.rolecall.access.RoleType;
import dev.rolecall.people.SyncPayload;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * What {@link UserSyncIdentityProviderMapper} takes from where, and how much of it. Keycloak checks no settings of such
 * mappers when they are saved, so what cannot be understood refuses logins.
 *
 * @param usercode         the claim the payload's usercode must equal
 * @param payload          the claim with the payload; null for single claims
 * @param claims           single claims; none where there is a payload
 * @param responsibilities the attributes a payload may set
 * @param linkExisting     whether the first-login flow may link an account that is there already
 */
record UserSyncBrokerSettings(
        UserSyncClaim usercode,
        @Nullable UserSyncClaim payload,
        UserSyncClaims claims,
        List<String> responsibilities,
        Ceiling ceiling,
        boolean rolesAssociate,
        boolean authoritative,
        boolean linkExisting) {
    static final String PAYLOAD_CLAIM = "payloadClaim";
    static final String USERCODE_CLAIM = "usercodeClaim";
    static final String RESPONSIBILITIES = "responsibilities";
    static final String ATTRIBUTE_CLAIMS = "attributeClaims";
    static final String CEILING = "ceiling";
    static final String GRANTS_ON_SYSTEM = "grantsOnSystem";
    static final String CUSTOMERS = "customers";
    static final String ROLES_ASSOCIATE = "rolesAssociate";
    static final String AUTHORITATIVE = "authoritative";
    static final String LINK_EXISTING = "linkExisting";

    static final String DEFAULT_USERCODE_CLAIM = "sub";

    private static final int MOST_ATTRIBUTES = 50;
    private static final int MOST_CUSTOMERS = 1_000;

    /** Setting to row field. */
    private static final Map<String, String> FIELD_CLAIMS = fieldClaims();

    static final List<ProviderConfigProperty> PROPERTIES = properties();

    UserSyncBrokerSettings {
        responsibilities = List.copyOf(responsibilities);
    }

    /** @throws UserSyncException with the name of the setting that makes no sense */
    static UserSyncBrokerSettings from(IdentityProviderMapperModel mapper) {
        Map<String, String> config = mapper.getConfig();
        UserSyncClaim payload = claim(PAYLOAD_CLAIM, config.get(PAYLOAD_CLAIM)).orElse(null);
        UserSyncClaims claims = new UserSyncClaims(fields(config), attributes(mapper));
        if (payload == null ? claims.isEmpty() : !claims.isEmpty()) {
            throw bad(PAYLOAD_CLAIM);
        }
        return new UserSyncBrokerSettings(
                claim(USERCODE_CLAIM, config.get(USERCODE_CLAIM))
                        .orElseGet(() -> new UserSyncClaim(List.of(DEFAULT_USERCODE_CLAIM))),
                payload,
                claims,
                responsibilities(config),
                ceiling(config),
                isOn(config, ROLES_ASSOCIATE),
                isOn(config, AUTHORITATIVE),
                isOn(config, LINK_EXISTING));
    }

    /** @param alias of the identity provider */
    GrantRules rules(String alias) {
        return rules(alias, ceiling);
    }

    /**
     * For an identity provider that belongs to an organization.
     *
     * @param customers the most it may give something on
     */
    GrantRules rules(String alias, Set<String> customers) {
        return rules(alias, ceiling.within(customers));
    }

    private GrantRules rules(String alias, Ceiling ceiling) {
        return new GrantRules(new Origin(Origin.Kind.IDENTITY_PROVIDER, alias), ceiling, rolesAssociate, authoritative);
    }

    private static Map<String, UserSyncClaim> fields(Map<String, String> config) {
        Map<String, UserSyncClaim> fields = new HashMap<>();
        FIELD_CLAIMS.forEach(
                (setting, field) -> claim(setting, config.get(setting)).ifPresent(claim -> fields.put(field, claim)));
        return fields;
    }

    private static Map<String, UserSyncClaim> attributes(IdentityProviderMapperModel mapper) {
        Map<String, List<String>> pairs = pairs(mapper);
        Map<String, UserSyncClaim> attributes = new HashMap<>();
        pairs.forEach((name, claims) -> {
            if (claims.size() != 1 || !SyncPayload.isAttribute(name)) {
                throw bad(ATTRIBUTE_CLAIMS);
            }
            attributes.put(name, claim(ATTRIBUTE_CLAIMS, claims.get(0)).orElseThrow(() -> bad(ATTRIBUTE_CLAIMS)));
        });
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw bad(ATTRIBUTE_CLAIMS);
        }
        return attributes;
    }

    private static Map<String, List<String>> pairs(IdentityProviderMapperModel mapper) {
        try {
            String value = mapper.getConfig().get(ATTRIBUTE_CLAIMS);
            return value == null || value.isBlank() ? Map.of() : mapper.getConfigMap(ATTRIBUTE_CLAIMS);
        } catch (RuntimeException e) { // whatever Keycloak makes of text that is not its JSON of pairs
            throw bad(ATTRIBUTE_CLAIMS);
        }
    }

    private static List<String> responsibilities(Map<String, String> config) {
        List<String> names = UserSyncSettings.list(config.get(RESPONSIBILITIES));
        if (names.size() > MOST_ATTRIBUTES || !names.stream().allMatch(SyncPayload::isAttribute)) {
            throw bad(RESPONSIBILITIES);
        }
        return names;
    }

    private static Optional<UserSyncClaim> claim(String setting, @Nullable String name) {
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(UserSyncClaim.parse(name).orElseThrow(() -> bad(setting)));
    }

    private static Ceiling ceiling(Map<String, String> config) {
        Ceiling ceiling = new Ceiling(type(config), isOn(config, GRANTS_ON_SYSTEM));
        List<String> customers = UserSyncSettings.list(config.get(CUSTOMERS));
        if (customers.size() > MOST_CUSTOMERS) {
            throw bad(CUSTOMERS);
        }
        return customers.isEmpty() ? ceiling : ceiling.within(customers);
    }

    private static RoleType type(Map<String, String> config) {
        String value = config.get(CEILING);
        return value == null || value.isBlank()
                ? Ceiling.DEFAULT.type()
                : RoleType.named(value.strip()).orElseThrow(() -> bad(CEILING));
    }

    private static boolean isOn(Map<String, String> config, String setting) {
        String value = config.getOrDefault(setting, "").strip();
        if (!value.isEmpty() && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw bad(setting);
        }
        return value.equalsIgnoreCase("true");
    }

    private static UserSyncException bad(String setting) {
        return new UserSyncException(setting, UserSyncProblem.BAD_SETTING);
    }

    private static Map<String, String> fieldClaims() {
        Map<String, String> claims = new LinkedHashMap<>();
        for (String field :
                List.of("username", "email", "firstName", "lastName", "customers", "roles", "permissions")) {
            claims.put(field + "Claim", field);
        }
        return claims;
    }

    private static List<ProviderConfigProperty> properties() {
        ProviderConfigurationBuilder builder = ProviderConfigurationBuilder.create()
                .property()
                .name(PAYLOAD_CLAIM)
                .label("Payload claim")
                .helpText(
                        "Claim with the whole person as an array of sections. A dot nests, \\. is a dot; a URL such as"
                                + " https://example.com/claims/user-sync is one name. Empty: the single claims below are used.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(UserSyncSettings.DEFAULT_CLAIM)
                .add()
                .property()
                .name(USERCODE_CLAIM)
                .label("Usercode claim")
                .helpText("Claim of the token that tells whom it is about. The usercode in the payload must be exactly"
                        + " that, or the login is refused. Without a payload it is the usercode. Default: sub.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(DEFAULT_USERCODE_CLAIM)
                .add()
                .property()
                .name(RESPONSIBILITIES)
                .label("Responsibilities")
                .helpText(
                        "Names of the user attributes a payload may set, for example department. A payload with another"
                                + " one is refused; one it leaves out is cleared. None by default.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add();
        FIELD_CLAIMS.forEach((setting, field) -> builder.property()
                .name(setting)
                .label("Claim for " + field)
                .helpText("Only without a payload claim. Empty: the provider says nothing of " + field
                        + ", and it stays as it is.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add());
        return builder.property()
                .name(ATTRIBUTE_CLAIMS)
                .label("Claims for attributes")
                .helpText(
                        "Only without a payload claim. Key: name of a user attribute; value: the claim it is taken from.")
                .type(ProviderConfigProperty.MAP_TYPE)
                .add()
                .property()
                .name(CEILING)
                .label("Highest role type")
                .helpText("The most the provider may give. A login that brings more is refused with above-ceiling and"
                        + " changes nothing. Default: ADMIN. SUPER exists on the system only.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(Arrays.stream(RoleType.values()).map(Enum::name).toList())
                .defaultValue(Ceiling.DEFAULT.type().name())
                .add()
                .property()
                .name(GRANTS_ON_SYSTEM)
                .label("May grant on the system")
                .helpText("Whether the provider may give roles and permissions on the system object, for example"
                        + " VIEW@system. Default: off, such a login is refused with above-ceiling.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(CUSTOMERS)
                .label("Customers")
                .helpText("Aliases of the customers the provider may give something on; a login that brings another one"
                        + " is refused with above-ceiling, and what a person has there stays. Empty: the organization the"
                        + " provider is linked to and nothing else, or every customer if it is linked to none.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(ROLES_ASSOCIATE)
                .label("Roles associate")
                .helpText("Whether a role on a customer also associates the person with that customer. Default: off, a"
                        + " role on a customer the person does not belong to refuses the login with not-associated.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(AUTHORITATIVE)
                .label("Authority over other origins")
                .helpText(
                        "Whether what the provider does not name is taken away whoever gave it: by hand, by a file, by"
                                + " another provider; but nothing it could not give itself. Default: off, it takes away what it gave.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(LINK_EXISTING)
                .label("Link existing accounts")
                .helpText("Whether somebody's first login may be linked to an account with the same username or e-mail"
                        + " address, as the provider's first-login flow decides. That flow must then make people prove that"
                        + " the account is theirs. Default: off, such a login is refused.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .build();
    }
}
