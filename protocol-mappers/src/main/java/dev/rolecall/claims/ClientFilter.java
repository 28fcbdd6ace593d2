package dev.rolecall.claims;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The setting which clients' permissions a claim holds. A permission is told by the beginning of its name, so
 * {@code console} also wants those of a client {@code console.logs}.
 *
 * @param clients ids of clients, or null for all
 */
record ClientFilter(@Nullable Set<String> clients) {
    static final String CLIENTS = "clients";
    static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(CLIENTS)
            .label("Clients")
            .helpText("Client ids whose permissions the claim holds, for example console. None: the permissions of"
                    + " all clients. Roles are not affected.")
            .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
            .add()
            .build();

    private static final int MAX_CLIENTS = 100;

    /** What separates the values of a multivalued setting in Keycloak. */
    private static final String SEPARATOR = "##";

    ClientFilter {
        clients = clients == null ? null : Set.copyOf(clients);
    }

    /** Clients that nobody has give nothing; only a setting that was left empty gives all. */
    static ClientFilter from(Map<String, String> values) {
        String value = values.getOrDefault(CLIENTS, "");
        return new ClientFilter(
                value.isBlank()
                        ? null
                        : Arrays.stream(value.split(SEPARATOR))
                                .map(String::trim)
                                .filter(id -> !id.isEmpty())
                                .limit(MAX_CLIENTS)
                                .collect(Collectors.toSet()));
    }

    /** Why the setting cannot be saved. */
    static Optional<String> problem(Map<String, String> values, Predicate<String> clientExists) {
        Set<String> clients = from(values).clients();
        if (clients == null) {
            return Optional.empty();
        }
        if (values.getOrDefault(CLIENTS, "").split(SEPARATOR).length > MAX_CLIENTS) {
            return Optional.of("Clients: at most " + MAX_CLIENTS + ".");
        }
        return clients.stream()
                .filter(clientExists.negate())
                .sorted()
                .findFirst()
                .map(id -> "Clients: there is no client " + id + ".");
    }

    boolean wants(String permission) {
        return clients == null || clients.stream().anyMatch(id -> permission.startsWith(id + "."));
    }
}
