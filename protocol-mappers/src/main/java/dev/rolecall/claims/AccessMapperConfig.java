package dev.rolecall.claims;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The settings of {@link AccessMapper}, but for the claim's name and the tokens it goes to, which every mapper has.
 * What a realm import brought in past the checks gives less, never more.
 *
 * @param permissions whether the claim holds permissions, or roles alone
 * @param clients     whose permissions
 * @param maxObjects  above as many the claim is a digest
 */
record AccessMapperConfig(boolean permissions, ClientFilter clients, int maxObjects) {
    static final String PERMISSIONS = "permissions";
    static final String MAX_OBJECTS = "maxObjects";

    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final Bounded OBJECTS = new Bounded(MAX_OBJECTS, "Most objects", 1, 1000, 50);

    static final List<ProviderConfigProperty> PROPERTIES = Stream.of(
                    ProviderConfigurationBuilder.create()
                            .property()
                            .name(PERMISSIONS)
                            .label("Permissions")
                            .helpText("all: the claim holds roles and permissions. none: roles only, for applications"
                                    + " that read permissions elsewhere.")
                            .type(ProviderConfigProperty.LIST_TYPE)
                            .options(ALL, NONE)
                            .defaultValue(ALL)
                            .add()
                            .build(),
                    ClientFilter.PROPERTIES,
                    ProviderConfigurationBuilder.create()
                            .property()
                            .name(MAX_OBJECTS)
                            .label(OBJECTS.label())
                            .helpText("A person with access to more objects (the system, customers, deployments) gets"
                                    + " their number, a digest and the address of the whole document instead, so"
                                    + " that tokens stay small. 1 to 1000, for example 50.")
                            .type(ProviderConfigProperty.INTEGER_TYPE)
                            .defaultValue(String.valueOf(OBJECTS.preset()))
                            .add()
                            .build())
            .flatMap(List::stream)
            .toList();

    static AccessMapperConfig from(Map<String, String> values) {
        return new AccessMapperConfig(permissions(values).equals(ALL), ClientFilter.from(values), OBJECTS.from(values));
    }

    /** Why the settings cannot be saved. */
    static Optional<String> problem(Map<String, String> values, Predicate<String> clientExists) {
        String permissions = permissions(values);
        if (!permissions.equals(ALL) && !permissions.equals(NONE)) {
            return Optional.of("Permissions: all or none.");
        }
        return ClientFilter.problem(values, clientExists).or(() -> OBJECTS.problem(values));
    }

    boolean wantsAll() {
        return permissions && clients.clients() == null;
    }

    boolean wants(String permission) {
        return permissions && clients.wants(permission);
    }

    private static String permissions(Map<String, String> values) {
        String value = values.getOrDefault(PERMISSIONS, "").trim();
        return value.isEmpty() ? ALL : value;
    }
}
