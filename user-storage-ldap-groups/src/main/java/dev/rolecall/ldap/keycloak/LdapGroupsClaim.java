package dev.rolecall.ldap.keycloak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.utils.JsonUtils;

/**
 * How {@link LdapGroupsClaimMapper} writes groups, but for the tokens it goes to.
 *
 * @param path       of the claim
 * @param maxEntries above as many groups the list is left out, and their number stands beside it
 */
record LdapGroupsClaim(List<String> path, Format format, int maxEntries) {
    static final String DEFAULT_NAME = "user_ldap_groups";
    static final String NAME = "claim.name";
    static final String FORMAT = "format";
    static final String MAX_ENTRIES = "maxEntries";

    static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(FORMAT)
            .label("Form of a group")
            .helpText("NAME: the group's name, for example globex-viewers; groups of the same name in several branches"
                    + " cannot be told apart. DN: its distinguished name. Default: NAME.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(Arrays.stream(Format.values()).map(Enum::name).toList())
            .defaultValue(Format.NAME.name())
            .add()
            .property()
            .name(MAX_ENTRIES)
            .label("Most entries")
            .helpText("A person in more groups gets none of them in the token, and their number in a claim of the same"
                    + " name with _overage behind it. 1 to 2000. Default: 200.")
            .type(ProviderConfigProperty.INTEGER_TYPE)
            .defaultValue("200")
            .add()
            .build();

    private static final int MAX_LENGTH = 200;

    /** Members of tokens that mean something to whoever reads them. */
    private static final Set<String> RESERVED = Set.of(
            ("iss sub aud exp nbf iat jti cnf act may_act azp typ sid acr amr nonce auth_time active client_id username"
                            + " token_type scope roles groups entitlements events name email email_verified"
                            + " preferred_username realm_access resource_access access authorization"
                            + " authorization_details organization allowed-origins rolecall_narrowed")
                    .split(" "));

    enum Format {
        NAME,
        DN
    }

    LdapGroupsClaim {
        path = List.copyOf(path);
    }

    /** The settings, or nothing where they cannot be understood: a realm import brings them in past the checks. */
    static Optional<LdapGroupsClaim> from(Map<String, String> settings) {
        Optional<Format> format = Arrays.stream(Format.values())
                .filter(each -> each.name()
                        .equals(text(settings, FORMAT, Format.NAME.name()).toUpperCase(Locale.ROOT)))
                .findFirst();
        String most = text(settings, MAX_ENTRIES, "200");
        String name = text(settings, NAME, DEFAULT_NAME);
        if (format.isEmpty() || !most.matches("[1-9][0-9]{0,3}") || Integer.parseInt(most) > 2000 || !isName(name)) {
            return Optional.empty();
        }
        return Optional.of(new LdapGroupsClaim(JsonUtils.splitClaimPath(name), format.get(), Integer.parseInt(most)));
    }

    private static boolean isName(String name) {
        if (name.length() > MAX_LENGTH || name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
            return false;
        }
        List<String> path = JsonUtils.splitClaimPath(name);
        return path.stream().noneMatch(String::isBlank) && !RESERVED.contains(path.get(0));
    }

    private static String text(Map<String, String> settings, String key, String absent) {
        String value = settings.get(key);
        return value == null || value.isBlank() ? absent : value.strip();
    }

    void write(List<PersonFacts.Group> groups, Map<String, Object> claims) {
        List<String> texts = groups.stream()
                .map(group -> format == Format.DN ? group.dn() : group.name())
                .distinct()
                .sorted()
                .toList();
        if (texts.size() <= maxEntries) {
            JsonUtils.mapClaim(path, texts, claims, false);
        } else {
            List<String> beside = new ArrayList<>(path);
            beside.set(path.size() - 1, path.get(path.size() - 1) + "_overage");
            JsonUtils.mapClaim(beside, texts.size(), claims, false);
        }
    }
}
