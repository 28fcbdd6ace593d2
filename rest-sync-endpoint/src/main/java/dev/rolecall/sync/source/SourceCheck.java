package dev.rolecall.sync.source;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.RoleType;
import dev.rolecall.people.KeyField;
import dev.rolecall.people.KeyRules;
import dev.rolecall.people.UnusableMappingException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileProvider;

/** Refuses settings of a source that mean nothing, in words for who wrote them. */
final class SourceCheck {
    private static final int MAX_NAME = 255;

    private final MultivaluedHashMap<String, String> config;

    private SourceCheck(MultivaluedHashMap<String, String> config) {
        this.config = config;
    }

    /** @throws ComponentValidationException naming the setting as the form does */
    static void check(MultivaluedHashMap<String, String> config) {
        new SourceCheck(config).check();
    }

    /**
     * Of an attribute as far as the realm's user profile has it already: a realm file may bring the source first. Rows are
     * judged by the same rule when they come.
     */
    static void checkKey(KeycloakSession session, RealmModel realm, SourceColumns columns) {
        KeyField key = new KeyField(columns.keyField());
        if (key.isUsercode() || !realm.equals(session.getContext().getRealm())) {
            return;
        }
        UPConfig profile = session.getProvider(UserProfileProvider.class).getConfiguration();
        if (key.isUsername() || profile.getAttribute(key.name()) != null) {
            KeyRules.problem(key, realm, profile).ifPresent(problem -> {
                throw new ComponentValidationException(key.name() + " " + problem + ".");
            });
        }
    }

    private void check() {
        requireNames(SourceSettings.CLIENTS, SourceSettings.clients(config), SourceSettings.MOST_CLIENTS);
        requireNames(SourceSettings.CUSTOMERS, SourceSettings.customers(config), SourceSettings.MOST_CUSTOMERS);
        String ceiling = config.getFirst(SourceSettings.CEILING);
        require(
                isAbsent(ceiling) || RoleType.named(ceiling).isPresent(),
                SourceSettings.CEILING,
                "is VIEW, MANAGE, ADMIN or SUPER");
        requireOneOf(SourceSettings.EMPTY_CELLS, List.of("keep", "clear"));
        requireOneOf(SourceSettings.MODE, ImportMode.names());
        SourceSettings.SWITCHES.forEach(name -> requireOneOf(name, List.of("true", "false")));
        requireNumber(SourceSettings.MOST_LEAVERS, LeaverLimit.MOST);
        requireNumber(SourceSettings.MOST_LEAVERS_PERCENT, 100);
        checkColumns();
    }

    private void requireNumber(String setting, long most) {
        String value = config.getFirst(setting);
        require(isAbsent(value) || LeaverLimit.isNumber(value.strip(), most), setting, "is a number from 0 to " + most);
    }

    private void checkColumns() {
        require(
                KeyField.named(SourceSettings.keyField(config)).isPresent(),
                SourceSettings.KEY_FIELD,
                "is usercode, username or an attribute of the user profile");
        String customer = config.getFirst(SourceSettings.DEFAULT_CUSTOMER);
        if (!isAbsent(customer)) {
            require(
                    customer.strip().length() <= MAX_NAME,
                    SourceSettings.DEFAULT_CUSTOMER,
                    "has at most " + MAX_NAME + " characters");
            require(
                    !customer.strip().equals(AccessObject.SYSTEM_ALIAS),
                    SourceSettings.DEFAULT_CUSTOMER,
                    "is a customer, and the system is none");
        }
        try {
            SourceSettings.columns(config).mapping();
        } catch (UnusableMappingException e) {
            throw new ComponentValidationException(e.getMessage());
        }
    }

    private void requireNames(String setting, List<String> names, int most) {
        require(names.size() <= most, setting, "has at most " + most + " entries");
        require(
                names.stream().allMatch(name -> name.length() <= MAX_NAME),
                setting,
                "has entries of at most " + MAX_NAME + " characters");
    }

    private void requireOneOf(String setting, List<String> values) {
        String value = config.getFirst(setting);
        require(isAbsent(value) || values.contains(value), setting, "is " + String.join(" or ", values));
    }

    private static boolean isAbsent(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static void require(boolean holds, String setting, String rule) {
        if (!holds) {
            throw new ComponentValidationException("\"" + label(setting) + "\" " + rule + ".");
        }
    }

    private static String label(String setting) {
        return SourceSettings.PROPERTIES.stream()
                .filter(property -> property.getName().equals(setting))
                .map(ProviderConfigProperty::getLabel)
                .findFirst()
                .orElse(setting);
    }
}
