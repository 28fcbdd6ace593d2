package dev.rolecall.sync.source;

import dev.rolecall.access.Ceiling;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.Origin;
import dev.rolecall.access.RoleType;
import dev.rolecall.people.EmptyCells;
import dev.rolecall.people.KeyField;
import dev.rolecall.sync.rows.RowTerms;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What a source allows. Reading is strict where it gives rights: a value that is not understood gives the least.
 *
 * @param clients        client ids of those who may use it
 * @param ceiling        the most its rows may give
 * @param emptyCells     what an empty CSV cell means
 * @param rolesAssociate whether a role on a customer associates the person with it
 * @param takesOverProviderAccounts whether a row may change an account that an identity provider alone gave its usercode
 * @param columns        what its columns mean
 * @param mode           what it means that somebody is not in a file
 * @param requestMayChooseMode whether a request may say another
 * @param authoritative  whether its lists also take away what others gave
 * @param oneTimeTokens  whether a token sends one file only
 * @param summaryEvents  whether an import is one administration event instead of one for each person
 * @param leavers        how many people a snapshot may miss before somebody has to approve it
 */
public record SourceSettings(
        Set<String> clients,
        Ceiling ceiling,
        EmptyCells emptyCells,
        boolean rolesAssociate,
        boolean takesOverProviderAccounts,
        SourceColumns columns,
        ImportMode mode,
        boolean requestMayChooseMode,
        boolean authoritative,
        boolean oneTimeTokens,
        boolean summaryEvents,
        LeaverLimit leavers) {
    static final String CLIENTS = "clients";
    static final String KEY_FIELD = "keyField";
    static final String HEADER_MAPPINGS = "headerMappings";
    static final String REQUEST_MAY_MAP = "requestMayMap";
    static final String EMPTY_CELLS = "emptyCells";
    static final String DEFAULT_CUSTOMER = "defaultCustomer";
    static final String MODE = "mode";
    static final String REQUEST_MAY_CHOOSE_MODE = "requestMayChooseMode";
    static final String MOST_LEAVERS = "mostLeavers";
    static final String MOST_LEAVERS_PERCENT = "mostLeaversPercent";
    static final String CEILING = "ceiling";
    static final String GRANTS_ON_SYSTEM = "grantsOnSystem";
    static final String CUSTOMERS = "customers";
    static final String ROLES_ASSOCIATE = "rolesAssociate";
    static final String AUTHORITATIVE = "authoritative";
    static final String TAKES_OVER_PROVIDER_ACCOUNTS = "takesOverProviderAccounts";
    static final String ONE_TIME_TOKENS = "oneTimeTokens";
    static final String SUMMARY_EVENTS = "summaryEvents";

    /** Settings that are on or off. */
    static final List<String> SWITCHES = List.of(
            REQUEST_MAY_MAP,
            REQUEST_MAY_CHOOSE_MODE,
            GRANTS_ON_SYSTEM,
            ROLES_ASSOCIATE,
            AUTHORITATIVE,
            TAKES_OVER_PROVIDER_ACCOUNTS,
            ONE_TIME_TOKENS,
            SUMMARY_EVENTS);

    static final int MOST_CLIENTS = 100;
    static final int MOST_CUSTOMERS = 1_000;

    /** For rows of a client that is bound to no source. */
    public static final SourceSettings DEFAULT =
            new SourceSettings(Set.of(), Ceiling.DEFAULT, EmptyCells.KEEP, false, false);

    /** In the order of the form: who sends, what the columns mean, what the rows may give, how it is done. */
    static final List<ProviderConfigProperty> PROPERTIES = List.of(
            texts(
                    CLIENTS,
                    "Clients",
                    "Client ids of the service clients that may bring people in as this source, for example hr-import. A"
                            + " client without a source cannot import; one with several names the source in its request."
                            + " At most 100."),
            property(
                    KEY_FIELD,
                    "Key field",
                    "The field by which a row finds its person, and which it therefore never changes: usercode (default),"
                            + " username, or an attribute of the user profile that has one value and that only"
                            + " administrators can edit, for example employeeId. With another key than usercode a row needs"
                            + " no usercode; a new person gets the key's value as usercode then.",
                    ProviderConfigProperty.STRING_TYPE,
                    KeyField.USERCODE.name()),
            texts(
                    HEADER_MAPPINGS,
                    "Header mappings",
                    "What a column means that does not mean what its name says, one entry each; JSON members likewise."
                            + " A row field or an attribute: Employee No=usercode. Changed values: Mail=email|lower or"
                            + " Contract=userType|FTE=HUMAN|BOT=SYSTEM, and *=other for every other value. A column to leave"
                            + " out: ignore:Salary. The same for every row, whatever it says: constant:userType=HUMAN."
                            + " Inside a name or value % = | # : * are written %25 %3D %7C %23 %3A %2A. At most 200 entries"
                            + " of 1,000 characters. What rows may give is checked afterwards."),
            onOrOff(
                    REQUEST_MAY_MAP,
                    "Request may change header mappings",
                    "Whether a request may map columns for its file, with the header Rolecall-Header-Mappings. Constants"
                            + " stay. Default: off, such a request is refused.",
                    false),
            oneOf(
                    EMPTY_CELLS,
                    "Empty CSV cells",
                    "keep: an empty cell leaves the stored value alone (default). clear: it removes the value; a list"
                            + " becomes empty.",
                    List.of("keep", "clear"),
                    "keep"),
            property(
                    DEFAULT_CUSTOMER,
                    "Default customer",
                    "Alias of the customer of a row that says nothing of customers, for example acme; and of a role or"
                            + " permission that does not say on what: MANAGE then means MANAGE@acme. Empty (default): such a"
                            + " row keeps its person's customers, and such a role is rejected.",
                    ProviderConfigProperty.STRING_TYPE,
                    null),
            oneOf(
                    MODE,
                    "Mode",
                    "upsert: who is not in a file stays as is (default). snapshot: a file is everybody, so who came with this"
                            + " source and is not in it leaves: the account is disabled, its sessions end, and what"
                            + " imports gave is taken away.",
                    ImportMode.names(),
                    ImportMode.UPSERT.wire()),
            onOrOff(
                    REQUEST_MAY_CHOOSE_MODE,
                    "Request may choose the mode",
                    "Whether a request may say another mode for its file, with ?mode=. Default: off, such a request is"
                            + " refused.",
                    false),
            property(
                    MOST_LEAVERS,
                    "Most leavers",
                    "How many people a snapshot may miss, for example 200. Over it the import is held and nobody leaves until"
                            + " somebody approves it. Empty: 50, for a source of fewer than 1,000 people.",
                    ProviderConfigProperty.STRING_TYPE,
                    null),
            property(
                    MOST_LEAVERS_PERCENT,
                    "Most leavers in percent",
                    "The same as a share of the source's people, 0 to 100; it counts from 1,000 people on. Default: 5.",
                    ProviderConfigProperty.STRING_TYPE,
                    Integer.toString(LeaverLimit.PERCENT)),
            oneOf(
                    CEILING,
                    "Highest role type",
                    "The most a row may give. A row that asks for more is rejected with above-ceiling and changes nothing."
                            + " Default: ADMIN. SUPER exists on the system only.",
                    Arrays.stream(RoleType.values()).map(Enum::name).toList(),
                    RoleType.ADMIN.name()),
            onOrOff(
                    GRANTS_ON_SYSTEM,
                    "May grant on the system",
                    "Whether a row may give roles and permissions on the system object, for example VIEW@system. Default:"
                            + " off, such a row is rejected with above-ceiling.",
                    false),
            texts(
                    CUSTOMERS,
                    "Customers",
                    "Aliases of the customers a row may give something on; a row that asks for another one is rejected with"
                            + " above-ceiling, and what a person has there stays. Empty: every customer. At most 1,000."),
            onOrOff(
                    ROLES_ASSOCIATE,
                    "Roles associate",
                    "Whether a role on a customer also associates the person with that customer. Default: off, a role on a"
                            + " customer the person does not belong to is rejected with not-associated.",
                    false),
            onOrOff(
                    AUTHORITATIVE,
                    "Takes away what others gave",
                    "What a row's lists of customers, roles and permissions take away. Default: off, only what imports and"
                            + " syncs gave. On: also what was given in the console, by REST or by an identity provider, as"
                            + " far as this source may give it itself.",
                    false),
            onOrOff(
                    TAKES_OVER_PROVIDER_ACCOUNTS,
                    "Takes over providers' accounts",
                    "Whether a row may change an account that has its key on the word of an identity provider, or of its own"
                            + " registration, alone. Who can log in there would get what the row gives, so the provider must"
                            + " be trusted to say who people are. Default: off, such a row is rejected with"
                            + " protected-account.",
                    false),
            onOrOff(
                    ONE_TIME_TOKENS,
                    "One file per token",
                    "Whether a token that sent a file is used up, on every server and for good, whatever became of the file."
                            + " Default: on. Off: a token sends files until it expires, and so may whoever got hold of it.",
                    true),
            onOrOff(
                    SUMMARY_EVENTS,
                    "One admin event per import",
                    "Whether an import is one admin event at its end, ROLECALL_IMPORT with its counts. Event listeners,"
                            + " workflows among them, then hear of no person. Default: off, there is also one for each person"
                            + " it creates or changes. What changed is kept with the import either way.",
                    false));

    private static ProviderConfigProperty property(
            String name, String label, String help, String type, @Nullable String value) {
        return new ProviderConfigProperty(name, label, help, type, value);
    }

    private static ProviderConfigProperty texts(String name, String label, String help) {
        return property(name, label, help, ProviderConfigProperty.MULTIVALUED_STRING_TYPE, null);
    }

    private static ProviderConfigProperty onOrOff(String name, String label, String help, boolean on) {
        return property(name, label, help, ProviderConfigProperty.BOOLEAN_TYPE, Boolean.toString(on));
    }

    private static ProviderConfigProperty oneOf(
            String name, String label, String help, List<String> options, String value) {
        ProviderConfigProperty property = property(name, label, help, ProviderConfigProperty.LIST_TYPE, value);
        property.setOptions(options);
        return property;
    }

    /** With the defaults of everything else. */
    public SourceSettings(
            Set<String> clients,
            Ceiling ceiling,
            EmptyCells emptyCells,
            boolean rolesAssociate,
            boolean takesOverProviderAccounts) {
        this(
                clients,
                ceiling,
                emptyCells,
                rolesAssociate,
                takesOverProviderAccounts,
                SourceColumns.DEFAULT,
                ImportMode.UPSERT,
                false,
                false,
                true,
                false,
                LeaverLimit.DEFAULT);
    }

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
                columns(config),
                mode(config.getFirst(MODE)),
                isOn(config.getFirst(REQUEST_MAY_CHOOSE_MODE)),
                isOn(config.getFirst(AUTHORITATIVE)),
                !isOff(config.getFirst(ONE_TIME_TOKENS)),
                isOn(config.getFirst(SUMMARY_EVENTS)),
                LeaverLimit.of(config.getFirst(MOST_LEAVERS), config.getFirst(MOST_LEAVERS_PERCENT)));
    }

    static SourceColumns columns(MultivaluedHashMap<String, String> config) {
        String customer = config.getFirst(DEFAULT_CUSTOMER);
        return new SourceColumns(
                keyField(config),
                values(config, HEADER_MAPPINGS),
                isOn(config.getFirst(REQUEST_MAY_MAP)),
                customer == null || customer.isBlank() ? null : customer.strip());
    }

    static String keyField(MultivaluedHashMap<String, String> config) {
        String field = config.getFirst(KEY_FIELD);
        return field == null || field.isBlank() ? KeyField.USERCODE.name() : field.strip();
    }

    /** @throws dev.rolecall.people.UnusableMappingException if the header mappings mean nothing */
    public RowTerms terms() {
        return new RowTerms(columns.mapping(), emptyCells);
    }

    public GrantRules rules(Origin origin) {
        return new GrantRules(origin, ceiling, rolesAssociate, authoritative);
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

    private static ImportMode mode(@Nullable String value) {
        return value == null
                ? ImportMode.UPSERT
                : ImportMode.named(value.strip()).orElse(ImportMode.UPSERT);
    }

    private static boolean isOff(@Nullable String value) {
        return value != null && value.strip().toLowerCase(Locale.ROOT).equals("false");
    }

    private static boolean isOn(@Nullable String value) {
        return value != null && value.strip().toLowerCase(Locale.ROOT).equals("true");
    }
}
