package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.Ceiling;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.Origin;
import dev.rolecall.access.RoleType;
import dev.rolecall.ldap.CanonicalDn;
import dev.rolecall.ldap.GoldenUser;
import dev.rolecall.ldap.InvalidRulesException;
import dev.rolecall.ldap.RuleSet;
import dev.rolecall.ldap.directory.GroupSettings;
import dev.rolecall.ldap.directory.Nesting;
import dev.rolecall.ldap.directory.Strategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * How one mapper looks for groups, and what they give.
 *
 * @param goldenUsers        people on whom changed rules are tried before they count
 * @param missing            what to do with a reference of a rule that names nothing in the realm
 * @param refresh            how old the last answer may be at a refresh of a token
 * @param maxAge             after how long without an answer it is reported; nothing is taken away for it
 * @param revokeLimitPercent the most people, of those who hold something, who may lose something by one sync
 * @param batchSize          people a transaction of a sync
 * @param goldenCheck        what a difference with them means for settings that are saved
 */
record LdapGroupSettings(
        GroupSettings groups,
        RuleSet rules,
        List<GoldenUser> goldenUsers,
        Missing missing,
        Ceiling ceiling,
        Duration refresh,
        Duration maxAge,
        int revokeLimitPercent,
        int batchSize,
        GoldenCheck goldenCheck) {
    static final String GROUP_BASES = "groupBases";
    static final String COMMON_BASE = "commonBase";
    static final String NAME_ATTRIBUTE = "groupNameAttribute";
    static final String OBJECT_CLASSES = "groupObjectClasses";
    static final String FILTER = "groupFilter";
    static final String MEMBERSHIP_ATTRIBUTES = "membershipAttributes";
    static final String USER_ATTRIBUTE = "membershipUserAttribute";
    static final String MEMBER_OF_ATTRIBUTE = "memberOfAttribute";
    static final String STRATEGY = "strategy";
    static final String NESTING = "nesting";
    static final String MAX_DEPTH = "maxDepth";
    static final String RULES = "rules";
    static final String GOLDEN_USERS = "goldenUsers";
    static final String GOLDEN_CHECK = "goldenUsersCheck";
    static final String MISSING = "missing";
    static final String CEILING = "ceiling";
    static final String GRANTS_ON_SYSTEM = "grantsOnSystem";
    static final String REFRESH_SECONDS = "refreshSeconds";
    static final String MAX_AGE_SECONDS = "maxAgeSeconds";
    static final String REVOKE_LIMIT = "revokeLimitPercent";
    static final String BATCH_SIZE = "batchSize";

    static final List<ProviderConfigProperty> PROPERTIES = properties();

    /** Of a mapper that is not there any more. */
    static final LdapGroupSettings GIVING_NOTHING = givingNothing();

    /** What a reference of a rule does that names nothing in the realm. Unless it is created, it never gives anything. */
    enum Missing {
        /** It is reported when people are checked. */
        REPORT,
        /** The mapper is not saved with it. */
        REFUSE,
        /** A customer is created when a rule first gives somebody something there; all else is reported. */
        CREATE
    }

    /** What becomes of settings that give golden users something else, or that cannot be tried on them. */
    enum GoldenCheck {
        /** They are not saved. */
        REFUSE,
        /** They are saved, and the log says how many differ. */
        WARN
    }

    /** @throws InvalidSettingException for the first setting that cannot be understood */
    static LdapGroupSettings from(MultivaluedHashMap<String, String> config) {
        Reader read = new Reader(config);
        return new LdapGroupSettings(
                groups(read),
                rules(read.lines(RULES)),
                goldenUsers(read.lines(GOLDEN_USERS)),
                read.one(MISSING, Missing.class, Missing.REPORT),
                new Ceiling(read.one(CEILING, RoleType.class, Ceiling.DEFAULT.type()), read.isOn(GRANTS_ON_SYSTEM)),
                Duration.ofSeconds(read.number(REFRESH_SECONDS, 300, 0, 86_400)),
                Duration.ofSeconds(read.number(MAX_AGE_SECONDS, 604_800, 60, 31_536_000)),
                read.number(REVOKE_LIMIT, 20, 0, 100),
                read.number(BATCH_SIZE, 200, 1, 1_000),
                read.one(GOLDEN_CHECK, GoldenCheck.class, GoldenCheck.REFUSE));
    }

    /**
     * Makes one value of settings whose lines are numbered: Keycloak keeps several values of a setting in no order, and then
     * a number would say nothing.
     */
    static void keepLines(MultivaluedHashMap<String, String> config) {
        for (String key : List.of(RULES, GOLDEN_USERS)) {
            List<String> values = config.getOrDefault(key, List.of());
            if (values.size() > 1) {
                config.putSingle(key, values.stream().filter(Objects::nonNull).collect(Collectors.joining("\n")));
            }
        }
    }

    private static LdapGroupSettings givingNothing() {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle(GROUP_BASES, "cn=nothing");
        return from(config);
    }

    GrantRules grantRules(String mapperId) {
        return new GrantRules(new Origin(Origin.Kind.LDAP, mapperId), ceiling, true);
    }

    private static GroupSettings groups(Reader read) {
        List<LdapName> bases = read.lines(GROUP_BASES).stream()
                .map(dn -> name(GROUP_BASES, dn))
                .toList();
        String common = read.text(COMMON_BASE, "");
        try {
            return GroupSettings.within(bases)
                    .commonBase(common.isEmpty() ? null : name(COMMON_BASE, common))
                    .nameAttribute(read.text(NAME_ATTRIBUTE, "cn"))
                    .objectClasses(read.linesOr(OBJECT_CLASSES, List.of()))
                    .filter(read.text(FILTER, ""))
                    .membershipAttributes(read.linesOr(MEMBERSHIP_ATTRIBUTES, List.of("member")))
                    .userAttribute(read.text(USER_ATTRIBUTE, "uid"))
                    .memberOfAttribute(read.text(MEMBER_OF_ATTRIBUTE, "memberOf"))
                    .strategy(read.one(STRATEGY, Strategy.class, Strategy.MEMBER))
                    .nesting(read.one(NESTING, Nesting.class, Nesting.NONE))
                    .maxDepth(read.number(MAX_DEPTH, 10, 1, 50))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()));
        }
    }

    private static LdapName name(String setting, String dn) {
        try {
            return CanonicalDn.read(dn);
        } catch (InvalidNameException e) {
            throw new InvalidSettingException(setting, "'" + dn + "' is no DN");
        }
    }

    private static RuleSet rules(List<String> lines) {
        try {
            return RuleSet.parse(lines);
        } catch (InvalidRulesException e) {
            throw new InvalidSettingException(RULES, e);
        }
    }

    private static List<GoldenUser> goldenUsers(List<String> lines) {
        try {
            return GoldenUser.parse(lines);
        } catch (InvalidRulesException e) {
            throw new InvalidSettingException(GOLDEN_USERS, e);
        }
    }

    /** Typed reading of the raw settings. */
    private record Reader(MultivaluedHashMap<String, String> config) {
        /** A value of several lines counts as several, in order; blank ones stay, so that numbers of lines are right. */
        List<String> lines(String key) {
            List<String> values = config.getOrDefault(key, List.of());
            List<String> lines = values.stream()
                    .filter(Objects::nonNull)
                    .flatMap(value -> Arrays.stream(value.split("\\R", -1)))
                    .toList();
            return key.equals(RULES) || key.equals(GOLDEN_USERS)
                    ? lines
                    : lines.stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
        }

        String text(String key, String absent) {
            String value = config.getFirst(key);
            return value == null || value.isBlank() ? absent : value.strip();
        }

        List<String> linesOr(String key, List<String> absent) {
            List<String> lines = lines(key);
            return lines.isEmpty() ? absent : lines;
        }

        <E extends Enum<E>> E one(String key, Class<E> type, E absent) {
            String value = text(key, absent.name());
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.name().equals(value.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new InvalidSettingException(
                            key, "expected one of " + Arrays.toString(type.getEnumConstants())));
        }

        boolean isOn(String key) {
            String value = text(key, "false");
            if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                throw new InvalidSettingException(key, "expected true or false");
            }
            return value.equalsIgnoreCase("true");
        }

        int number(String key, int absent, int least, int most) {
            String value = text(key, Integer.toString(absent));
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new InvalidSettingException(key, "expected a whole number from " + least + " to " + most);
        }
    }

    /**
     * The most used first. None is marked as required: for a setting of several values the console's check of that fails on a
     * single stored one, and its button to save then does nothing.
     */
    private static List<ProviderConfigProperty> properties() {
        ProviderConfigurationBuilder properties = ProviderConfigurationBuilder.create();
        Function<Class<? extends Enum<?>>, List<String>> names =
                type -> Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return properties
                .property()
                .name(GROUP_BASES)
                .label("Group bases")
                .helpText(
                        "At least one: DNs below which groups count, for example ou=groups,dc=example,dc=com. A group elsewhere gives nothing, whatever its name.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(RULES)
                .label("Rules")
                .helpText(
                        "What each group gives, one rule a line, for example cn=acme-admins,ou=groups,dc=example,dc=com -> ADMIN@acme. Lines that begin with # are remarks. Every rule that matches counts. None: groups give nothing. Drag the lower right corner to see more lines.")
                .type(ProviderConfigProperty.TEXT_TYPE)
                .add()
                .property()
                .name(STRATEGY)
                .label("Where memberships stand")
                .helpText(
                        "MEMBER: in the group, which costs one search at a login. MEMBEROF: in the person's entry, which costs none; the directory must keep that attribute. Default: MEMBER.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(names.apply(Strategy.class))
                .defaultValue(Strategy.MEMBER.name())
                .add()
                .property()
                .name(NESTING)
                .label("Groups in groups")
                .helpText(
                        "NONE: only groups the person is in directly. WALK: groups of these groups too, by one search a level. IN_CHAIN and TOKEN_GROUPS: Active Directory finds them itself. Default: NONE.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(names.apply(Nesting.class))
                .defaultValue(Nesting.NONE.name())
                .add()
                .property()
                .name(MAX_DEPTH)
                .label("Levels of groups in groups")
                .helpText("How many levels WALK follows, 1 to 50. Default: 10.")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue("10")
                .add()
                .property()
                .name(MISSING)
                .label("Roles and customers that do not exist")
                .helpText(
                        "A rule that names one gives nothing by it. REPORT: it is logged and told by the sync. REFUSE:"
                                + " rules without captures that name one are not saved. CREATE: a customer is created when"
                                + " a rule first gives somebody something there, at most "
                                + NewCustomers.MOST_BY_A_CHECK + " by one login and " + NewCustomers.MOST_BY_A_SYNC
                                + " by one sync; roles and deployments are not. Default: REPORT.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(names.apply(Missing.class))
                .defaultValue(Missing.REPORT.name())
                .add()
                .property()
                .name(CEILING)
                .label("Highest role type")
                .helpText("The most groups may give; a rule that says more gives nothing by it. Default: ADMIN. SUPER"
                        + " exists on the system only.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(names.apply(RoleType.class))
                .defaultValue(Ceiling.DEFAULT.type().name())
                .add()
                .property()
                .name(GRANTS_ON_SYSTEM)
                .label("May grant on the system")
                .helpText("Whether groups may give roles and permissions on the system object, for example VIEW@system."
                        + " Default: off.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(GOLDEN_USERS)
                .label("Golden users")
                .helpText(
                        "People of whom it is known all that the rules give, one a line, for example lena -> ADMIN@acme/prod-eu, or otto -> nothing. Settings that would give one of them anything else are not saved. Default: none.")
                .type(ProviderConfigProperty.TEXT_TYPE)
                .add()
                .property()
                .name(GOLDEN_CHECK)
                .label("When golden users differ")
                .helpText(
                        "REFUSE: the settings are not saved, nor while the directory cannot be asked. WARN: they are saved, and the log says how many people differ. Default: REFUSE.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(names.apply(GoldenCheck.class))
                .defaultValue(GoldenCheck.REFUSE.name())
                .add()
                .property()
                .name(REFRESH_SECONDS)
                .label("Check at token refresh after (seconds)")
                .helpText(
                        "A token refresh asks the directory again when its last answer is older, 0 to 86400; 0 asks each time. A login always asks. Default: 300.")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue("300")
                .add()
                .property()
                .name(REVOKE_LIMIT)
                .label("Revoke limit (percent)")
                .helpText(
                        "If a sync would take something from more people than this share of those to whom groups gave something, it takes nothing from anybody and waits for a decision. 0: a sync never takes, 100: no limit. Default: 20.")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue("20")
                .add()
                .property()
                .name(OBJECT_CLASSES)
                .label("Object classes of groups")
                .helpText(
                        "A group has at least one of them, for example groupOfNames; for Active Directory group. Default: none, whatever has a member is a group.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(FILTER)
                .label("Filter of groups")
                .helpText(
                        "An LDAP filter that groups must match besides, for example (businessCategory=cloud). Default: none.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(MEMBERSHIP_ATTRIBUTES)
                .label("Attributes with members")
                .helpText(
                        "member and uniqueMember hold DNs, memberUid holds the attribute of the person named below. Default: member.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .defaultValue(List.of("member"))
                .add()
                .property()
                .name(USER_ATTRIBUTE)
                .label("Person's attribute in memberUid")
                .helpText("Only for memberUid: which attribute of the person stands there. Default: uid.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("uid")
                .add()
                .property()
                .name(MEMBER_OF_ATTRIBUTE)
                .label("Person's attribute with groups")
                .helpText(
                        "Only for MEMBEROF: which attribute of the person holds the DNs of groups. Default: memberOf.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("memberOf")
                .add()
                .property()
                .name(NAME_ATTRIBUTE)
                .label("Attribute with the group's name")
                .helpText("What name(…) of a rule compares. Default: cn.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("cn")
                .add()
                .property()
                .name(COMMON_BASE)
                .label("Common base")
                .helpText(
                        "A DN above all group bases: one search there stands for one at each base. What is below it and below no group base gives nothing all the same. Default: none, each base is searched.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(MAX_AGE_SECONDS)
                .label("Report answers older than (seconds)")
                .helpText(
                        "While the directory does not answer, people keep what they hold. After so long an event and a warning say so, 60 to 31536000. Default: 604800, a week.")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue("604800")
                .add()
                .property()
                .name(BATCH_SIZE)
                .label("People per transaction")
                .helpText("How many people a sync writes at once, 1 to 1000. Default: 200.")
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .defaultValue("200")
                .add()
                .build();
    }
}
