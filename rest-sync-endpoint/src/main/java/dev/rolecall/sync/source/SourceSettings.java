package dev.rolecall.sync.source;

import dev.rolecall.access.Ceiling;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.Origin;
import dev.rolecall.access.RoleType;
import dev.rolecall.people.EmptyCells;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * What a source allows. Reading is strict where it gives rights: a value that is not understood gives the least.
 *
 * @param clients        client ids of those who may use it
 * @param ceiling        the most its rows may give
 * @param emptyCells     what an empty CSV cell means
 * @param rolesAssociate whether a role on a customer associates the person with it
 * @param takesOverProviderAccounts whether a row may change an account that an identity provider alone gave its usercode
 * @param summaryEvents  whether a file leaves one administration event instead of one for each person
 */
public record SourceSettings(
        Set<String> clients,
        Ceiling ceiling,
        EmptyCells emptyCells,
        boolean rolesAssociate,
        boolean takesOverProviderAccounts,
        boolean summaryEvents) {
    static final String CLIENTS = "clients";
    static final String CEILING = "ceiling";
    static final String GRANTS_ON_SYSTEM = "grantsOnSystem";
    static final String CUSTOMERS = "customers";
    static final String EMPTY_CELLS = "emptyCells";
    static final String ROLES_ASSOCIATE = "rolesAssociate";

    static final String TAKES_OVER_PROVIDER_ACCOUNTS = "takesOverProviderAccounts";

    static final String SUMMARY_EVENTS = "summaryEvents";

    static final int MOST_CLIENTS = 100;
    static final int MOST_CUSTOMERS = 1_000;

    /** For rows of a client that is bound to no source. */
    public static final SourceSettings DEFAULT =
            new SourceSettings(Set.of(), Ceiling.DEFAULT, EmptyCells.KEEP, false, false, false);

    static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(CLIENTS)
            .label("Clients")
            .helpText(
                    "Client ids of the service clients that may bring people in as this source, for example hr-import."
                            + " A client without a source cannot import; one with several names the source in its request.")
            .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
            .add()
            .property()
            .name(CEILING)
            .label("Highest role type")
            .helpText("The most a row may give. A row that asks for more is rejected with above-ceiling and changes"
                    + " nothing. Default: ADMIN. SUPER exists on the system only.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(Arrays.stream(RoleType.values()).map(Enum::name).toList())
            .defaultValue(RoleType.ADMIN.name())
            .add()
            .property()
            .name(GRANTS_ON_SYSTEM)
            .label("May grant on the system")
            .helpText("Whether a row may give roles and permissions on the system object, for example VIEW@system."
                    + " Default: off, such a row is rejected with above-ceiling.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .property()
            .name(CUSTOMERS)
            .label("Customers")
            .helpText(
                    "Aliases of the customers a row may give something on; a row that asks for another one is rejected"
                            + " with above-ceiling, and what a person has there stays. Empty: every customer.")
            .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
            .add()
            .property()
            .name(EMPTY_CELLS)
            .label("Empty CSV cells")
            .helpText("keep: an empty cell leaves the stored value alone (default). clear: it removes the value; a list"
                    + " becomes empty.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options("keep", "clear")
            .defaultValue("keep")
            .add()
            .property()
            .name(ROLES_ASSOCIATE)
            .label("Roles associate")
            .helpText("Whether a role on a customer also associates the person with that customer. Default: off, a role"
                    + " on a customer the person does not belong to is rejected with not-associated.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .property()
            .name(TAKES_OVER_PROVIDER_ACCOUNTS)
            .label("Takes over providers' accounts")
            .helpText(
                    "Whether a row may change an account that has its usercode on the word of an identity provider alone."
                            + " Who can log in there would get what the row gives, so the provider must be trusted to say who"
                            + " people are. Default: off, such a row is rejected with protected-account.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .property()
            .name(SUMMARY_EVENTS)
            .label("One admin event per file")
            .helpText(
                    "Whether a file leaves a single admin event when it has ended, ROLECALL_IMPORT with the counts, and none"
                            + " for each person it creates or changes. Event listeners, workflows among them, then hear of no"
                            + " person. Default: off, there is an event per person and the one at the end. What changed is kept"
                            + " with the import either way.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .build();

    public SourceSettings {
        clients = Set.copyOf(clients);
    }

    static SourceSettings from(MultivaluedHashMap<String, String> config) {
        return new SourceSettings(
                Set.copyOf(clients(config)),
                ceiling(config),
                "clear".equals(config.getFirst(EMPTY_CELLS)) ? EmptyCells.CLEAR : EmptyCells.KEEP,
                isOn(config.getFirst(ROLES_ASSOCIATE)),
                isOn(config.getFirst(TAKES_OVER_PROVIDER_ACCOUNTS)),
                isOn(config.getFirst(SUMMARY_EVENTS)));
    }

    public GrantRules rules(Origin origin) {
        return new GrantRules(origin, ceiling, rolesAssociate);
    }

    static List<String> clients(MultivaluedHashMap<String, String> config) {
        return values(config, CLIENTS);
    }

    static List<String> customers(MultivaluedHashMap<String, String> config) {
        return values(config, CUSTOMERS);
    }

    private static List<String> values(MultivaluedHashMap<String, String> config, String key) {
        List<String> values = config.get(key);
        // The console's form and a realm file written by hand separate several values in different ways.
        return values == null
                ? List.of()
                : values.stream()
                        .flatMap(value -> value == null ? Stream.empty() : Arrays.stream(value.split("##", -1)))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .distinct()
                        .toList();
    }

    private static Ceiling ceiling(MultivaluedHashMap<String, String> config) {
        Ceiling ceiling = new Ceiling(type(config.getFirst(CEILING)), isOn(config.getFirst(GRANTS_ON_SYSTEM)));
        List<String> customers = customers(config);
        return customers.isEmpty() ? ceiling : ceiling.within(customers);
    }

    private static RoleType type(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Ceiling.DEFAULT.type();
        }
        return RoleType.named(value.strip()).orElse(RoleType.VIEW);
    }

    private static boolean isOn(@Nullable String value) {
        return value != null && value.strip().toLowerCase(Locale.ROOT).equals("true");
    }
}
