package dev.rolecall.ldap.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.ldap.directory.DirectoryAddress;
import dev.rolecall.ldap.directory.InvalidProviderException;
import dev.rolecall.ldap.directory.ProviderSettings;
import dev.rolecall.ldap.directory.Vendor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.provider.ProviderConfigProperty;

/** An LDAP provider to be made together with a mapper of ours. What is left out is as the vendor has it, or as it is safe. */
record ProviderRequest(
        @Nullable String name,
        @Nullable String vendor,
        @Nullable String connectionUrl,
        @Nullable Boolean startTls,
        @Nullable Boolean unencrypted,
        @Nullable String bindDn,
        @Nullable String bindCredential,
        @Nullable String usersDn,
        @Nullable String usernameAttribute,
        @Nullable String rdnAttribute,
        @Nullable String uuidAttribute,
        @Nullable List<String> userObjectClasses,
        @Nullable String userFilter,
        @Nullable Boolean importUsers,
        @Nullable Mapper mapper) {
    private static final String SETTINGS = "mapper.settings";
    private static final int MOST_OF_NAME = 255;

    /** @param settings by their keys: a text, a number, true or false, or a list of these */
    record Mapper(@Nullable String name, @Nullable Map<String, JsonNode> settings) {}

    /** @throws UnreadableRequestException if the body is too long, or says something else */
    static ProviderRequest read(InputStream body) {
        return JsonBody.read(
                body,
                ProviderRequest.class,
                "name, vendor, connectionUrl, startTls, unencrypted, bindDn, bindCredential, usersDn, usernameAttribute,"
                        + " rdnAttribute, uuidAttribute, userObjectClasses, userFilter, importUsers and mapper, which has"
                        + " name and settings");
    }

    /** @throws UnreadableRequestException if nothing can be called that */
    String providerName() {
        return name("name", name, "directory");
    }

    /** @throws UnreadableRequestException if nothing can be called that */
    String mapperName() {
        return name("mapper.name", mapper == null ? null : mapper.name(), "groups to roles");
    }

    private static String name(String field, @Nullable String text, String absent) {
        String name = text == null ? absent : text.strip();
        if (name.isEmpty() || name.length() > MOST_OF_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw UnreadableRequestException.of(field, field + " has 1 to " + MOST_OF_NAME + " characters.");
        }
        return name;
    }

    /** @throws UnreadableRequestException for the first member that cannot be meant */
    ProviderSettings provider() {
        try {
            Vendor kind = kind();
            return new ProviderSettings(
                    kind,
                    DirectoryAddress.of(
                            required("connectionUrl", connectionUrl),
                            Boolean.TRUE.equals(startTls),
                            Boolean.TRUE.equals(unencrypted)),
                    bind(),
                    required("usersDn", usersDn),
                    Objects.requireNonNullElse(usernameAttribute, kind.usernameAttribute()),
                    Objects.requireNonNullElse(rdnAttribute, kind.rdnAttribute()),
                    Objects.requireNonNullElse(uuidAttribute, kind.uuidAttribute()),
                    texts("userObjectClasses", Objects.requireNonNullElse(userObjectClasses, kind.objectClasses())),
                    Objects.requireNonNullElse(userFilter, "").strip(),
                    !Boolean.FALSE.equals(importUsers));
        } catch (InvalidProviderException e) {
            throw UnreadableRequestException.of(e.field(), e.field() + " " + e.getMessage() + ".");
        }
    }

    private Vendor kind() {
        String id = Objects.requireNonNullElse(vendor, Vendor.OTHER.id());
        return Vendor.of(id)
                .orElseThrow(() -> UnreadableRequestException.of(
                        "vendor", "vendor is one of " + String.join(", ", Vendor.ids()) + "."));
    }

    private ProviderSettings.@Nullable Bind bind() {
        if (bindDn == null && bindCredential == null) {
            return null;
        }
        return new ProviderSettings.Bind(required("bindDn", bindDn), required("bindCredential", bindCredential));
    }

    private static String required(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw UnreadableRequestException.of(field, field + " is missing.");
        }
        return text;
    }

    private static List<String> texts(String field, List<String> texts) {
        if (texts.stream().anyMatch(Objects::isNull)) {
            throw UnreadableRequestException.of(field, field + " holds texts only.");
        }
        return texts;
    }

    /**
     * As Keycloak keeps them, and found to be understood.
     *
     * @throws UnreadableRequestException for a setting there is not, and for what it cannot be
     */
    MultivaluedHashMap<String, String> mapperSettings() {
        MultivaluedHashMap<String, String> config = defaults();
        if (mapper != null && mapper.settings() != null) {
            mapper.settings().forEach((key, value) -> {
                if (!config.containsKey(key) && !isSetting(key)) {
                    throw UnreadableRequestException.of(
                            SETTINGS, "The mapper has no such setting, or it is one of the provider.");
                }
                config.put(key, values(SETTINGS + "." + key, value));
            });
        }
        LdapGroupSettings.keepLines(config);
        try {
            LdapGroupSettings.from(config);
        } catch (InvalidSettingException e) {
            throw UnreadableRequestException.ofSetting(SETTINGS, e);
        }
        return config;
    }

    /** The console sends them too, and shows what is stored. */
    private static MultivaluedHashMap<String, String> defaults() {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        for (ProviderConfigProperty property : LdapGroupSettings.PROPERTIES) {
            if (property.getDefaultValue() instanceof List<?> several) {
                config.put(
                        property.getName(),
                        new ArrayList<>(several.stream().map(String::valueOf).toList()));
            } else if (property.getDefaultValue() != null) {
                config.putSingle(property.getName(), String.valueOf(property.getDefaultValue()));
            }
        }
        return config;
    }

    private static boolean isSetting(String key) {
        return LdapGroupSettings.PROPERTIES.stream()
                .anyMatch(property -> property.getName().equals(key));
    }

    private static List<String> values(String field, JsonNode value) {
        List<String> values = new ArrayList<>();
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            if (!each.isTextual() && !each.isIntegralNumber() && !each.isBoolean()) {
                throw UnreadableRequestException.of(
                        field, field + " is a text, a number, true or false, or a list of these.");
            }
            values.add(each.asText());
        }
        return values;
    }

    /** Says no credential, nor where the directory is. */
    @Override
    public String toString() {
        return "ProviderRequest[]";
    }
}
