package dev.rolecall.claims;

import dev.rolecall.people.SyncPayload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * What {@link UserSyncMapper} writes where.
 *
 * @param claim            where the payload stands
 * @param responsibilities names of the user attributes in it
 * @param maxSize          in bytes of JSON
 */
record UserSyncSettings(ClaimName claim, List<String> responsibilities, int maxSize) {
    static final String CLAIM_NAME = OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME;
    static final String RESPONSIBILITIES = "responsibilities";
    static final String MAX_SIZE = "maxSize";

    static final String DEFAULT_CLAIM = "user_sync";
    static final int DEFAULT_MAX_SIZE = 8 * 1024;
    static final int LEAST_MAX_SIZE = 256;
    static final int MOST_RESPONSIBILITIES = 50;

    static final List<ProviderConfigProperty> PROPERTIES = properties();

    UserSyncSettings {
        responsibilities = List.copyOf(responsibilities);
    }

    /** What is wrong, in words for whoever saves the settings; nothing if all is well. */
    static Optional<String> problem(Map<String, String> config) {
        String name = claimName(config);
        if (UserSyncClaim.toWrite(name).isEmpty()) {
            return Optional.of(
                    ClaimName.isReserved(UserSyncClaim.escaped(name.strip()))
                            ? "The claim name is reserved: tokens use it for something else."
                            : "The claim name must be up to 200 characters, with a name before and after each dot; of a"
                                    + " URL, dots are part of the name.");
        }
        List<String> names = list(config.get(RESPONSIBILITIES));
        if (names.size() > MOST_RESPONSIBILITIES) {
            return Optional.of("There are at most " + MOST_RESPONSIBILITIES + " responsibilities.");
        }
        for (String attribute : names) {
            if (!SyncPayload.isAttribute(attribute)) {
                return Optional.of("A responsibility is the name of a user attribute: not a field that the payload has"
                        + " anyway, such as usercode or email, and nothing that starts with rolecall.");
            }
        }
        return maxSize(config.get(MAX_SIZE)).isEmpty()
                ? Optional.of("The maximum size is a number of bytes from " + LEAST_MAX_SIZE + " to "
                        + UserSyncPayload.MAX_LENGTH + ".")
                : Optional.empty();
    }

    /** Nothing where they cannot be used: settings may come by a realm import, which checks none. */
    static Optional<UserSyncSettings> from(Map<String, String> config) {
        if (problem(config).isPresent()) {
            return Optional.empty();
        }
        return UserSyncClaim.toWrite(claimName(config))
                .flatMap(claim -> maxSize(config.get(MAX_SIZE))
                        .map(size -> new UserSyncSettings(claim, list(config.get(RESPONSIBILITIES)), size)));
    }

    /** Values of a multivalued setting, as the console joins them. */
    static List<String> list(@Nullable String value) {
        return value == null
                ? List.of()
                : Arrays.stream(value.split("##", -1))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .distinct()
                        .toList();
    }

    private static String claimName(Map<String, String> config) {
        return config.getOrDefault(CLAIM_NAME, DEFAULT_CLAIM);
    }

    private static Optional<Integer> maxSize(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.of(DEFAULT_MAX_SIZE);
        }
        try {
            int size = Integer.parseInt(value.strip());
            return size >= LEAST_MAX_SIZE && size <= UserSyncPayload.MAX_LENGTH ? Optional.of(size) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<ProviderConfigProperty> properties() {
        List<ProviderConfigProperty> properties = new ArrayList<>();
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(properties);
        properties.get(0).setDefaultValue(DEFAULT_CLAIM);
        properties
                .get(0)
                .setHelpText("Name of the claim. A dot nests, \\. is a dot; a URL such as"
                        + " https://example.com/claims/user-sync is one name with all its dots. Default: user_sync.");
        properties.addAll(ProviderConfigurationBuilder.create()
                .property()
                .name(RESPONSIBILITIES)
                .label("Responsibilities")
                .helpText("Names of the user attributes that go along, for example department. None by default.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(MAX_SIZE)
                .label("Maximum size")
                .helpText("Bytes of JSON, from " + LEAST_MAX_SIZE + " to " + UserSyncPayload.MAX_LENGTH
                        + ". A person whose payload is larger gets no claim at all: half of it would take rights away"
                        + " where it is taken over. Default: " + DEFAULT_MAX_SIZE + ".")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue(String.valueOf(DEFAULT_MAX_SIZE))
                .add()
                .build());
        List<ProviderConfigProperty> tokens = new ArrayList<>();
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(tokens, UserSyncMapper.class);
        tokens.forEach(property -> property.setDefaultValue(
                Boolean.toString(property.getName().equals(OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN))));
        properties.addAll(tokens);
        return List.copyOf(properties);
    }
}
