package dev.rolecall.claims;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The settings of {@link FlatPermissionsMapper}, but for the claim's name and the tokens it goes to.
 *
 * @param clients    whose permissions
 * @param maxEntries above as many the claim is left out
 */
record FlatPermissionsConfig(ClientFilter clients, int maxEntries) {
    static final String MAX_ENTRIES = "maxEntries";

    private static final Bounded ENTRIES = new Bounded(MAX_ENTRIES, "Most entries", 1, 2000, 200);

    static final List<ProviderConfigProperty> PROPERTIES = Stream.of(
                    ClientFilter.PROPERTIES,
                    ProviderConfigurationBuilder.create()
                            .property()
                            .name(MAX_ENTRIES)
                            .label(ENTRIES.label())
                            .helpText("A person with more permissions gets none of them, and their number in a claim"
                                    + " of the same name with _overage behind it. 1 to 2000, for example 200.")
                            .type(ProviderConfigProperty.INTEGER_TYPE)
                            .defaultValue(String.valueOf(ENTRIES.preset()))
                            .add()
                            .build())
            .flatMap(List::stream)
            .toList();

    static FlatPermissionsConfig from(Map<String, String> values) {
        return new FlatPermissionsConfig(ClientFilter.from(values), ENTRIES.from(values));
    }

    /** Why the settings cannot be saved. */
    static Optional<String> problem(Map<String, String> values, Predicate<String> clientExists) {
        return ClientFilter.problem(values, clientExists).or(() -> ENTRIES.problem(values));
    }
}
