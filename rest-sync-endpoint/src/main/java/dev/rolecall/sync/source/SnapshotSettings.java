package dev.rolecall.sync.source;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * Whether a file of a source is all of its people. Reading is strict: a value that is not understood makes nobody leave.
 *
 * @param byDefault        whether files are snapshots unless the request says otherwise
 * @param requestMayChoose whether a request may say otherwise
 * @param leavers          how many a snapshot may miss
 */
public record SnapshotSettings(boolean byDefault, boolean requestMayChoose, LeaverLimit leavers) {
    static final String MODE = "mode";
    static final String REQUEST_MAY_CHOOSE = "requestMayChooseMode";
    static final String MOST_LEAVERS = "mostLeavers";
    static final String MOST_LEAVERS_PERCENT = "mostLeaversPercent";

    private static final String UPSERT = "upsert";
    private static final String SNAPSHOT = "snapshot";

    static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(MODE)
            .label("Mode")
            .helpText(
                    "upsert: a file changes the people it names (default). snapshot: a file is all people of this source;"
                            + " whom an earlier file brought in and this one does not name leaves: the account is disabled, its"
                            + " sessions end, and what imports gave is taken away.")
            .type(ProviderConfigProperty.LIST_TYPE)
            .options(UPSERT, SNAPSHOT)
            .defaultValue(UPSERT)
            .add()
            .property()
            .name(REQUEST_MAY_CHOOSE)
            .label("Request may choose the mode")
            .helpText(
                    "Whether a request may name another mode than this source's, for example mode=snapshot. Default: off,"
                            + " such a request is refused.")
            .type(ProviderConfigProperty.BOOLEAN_TYPE)
            .defaultValue("false")
            .add()
            .property()
            .name(MOST_LEAVERS)
            .label("Most leavers")
            .helpText(
                    "How many people a snapshot may miss, for example 200. Over it the import is held and nobody leaves"
                            + " until somebody approves it. Empty: 50, for a source of fewer than 1,000 people.")
            .type(ProviderConfigProperty.STRING_TYPE)
            .add()
            .property()
            .name(MOST_LEAVERS_PERCENT)
            .label("Most leavers in percent")
            .helpText(
                    "The same as a share of the source's people, 0 to 100; it counts from 1,000 people on. Default: 5.")
            .type(ProviderConfigProperty.STRING_TYPE)
            .defaultValue(Integer.toString(LeaverLimit.PERCENT))
            .add()
            .build();

    static SnapshotSettings from(MultivaluedHashMap<String, String> config) {
        return new SnapshotSettings(
                SNAPSHOT.equals(config.getFirst(MODE)),
                "true".equals(text(config.getFirst(REQUEST_MAY_CHOOSE)).toLowerCase(Locale.ROOT)),
                limit(config));
    }

    /** @param wanted the mode a request names, or null */
    public boolean allows(@Nullable String wanted) {
        return wanted == null || requestMayChoose || wanted.equals(byDefault ? SNAPSHOT : UPSERT);
    }

    /** The mode of a file that is sent with a mode it {@linkplain #allows may have}. */
    public String mode(@Nullable String wanted) {
        return wanted != null ? wanted : byDefault ? SNAPSHOT : UPSERT;
    }

    static void validate(MultivaluedHashMap<String, String> config) {
        requireNumber(config.getFirst(MOST_LEAVERS), 999_999_999, "The most leavers are a number, or empty.");
        requireNumber(config.getFirst(MOST_LEAVERS_PERCENT), 100, "The most leavers in percent are 0 to 100.");
        String mode = text(config.getFirst(MODE));
        if (!mode.isEmpty() && !mode.equals(UPSERT) && !mode.equals(SNAPSHOT)) {
            throw new ComponentValidationException("The mode is upsert or snapshot.");
        }
    }

    private static void requireNumber(@Nullable String value, long most, String message) {
        if (!text(value).isEmpty() && !isNumber(text(value), most)) {
            throw new ComponentValidationException(message);
        }
    }

    private static LeaverLimit limit(MultivaluedHashMap<String, String> config) {
        String most = text(config.getFirst(MOST_LEAVERS));
        String percent = text(config.getFirst(MOST_LEAVERS_PERCENT));
        return new LeaverLimit(
                most.isEmpty() ? null : isNumber(most, 999_999_999) ? Long.parseLong(most) : 0L,
                percent.isEmpty() ? LeaverLimit.PERCENT : isNumber(percent, 100) ? Integer.parseInt(percent) : 0);
    }

    private static boolean isNumber(String value, long most) {
        return value.matches("[0-9]{1,9}") && Long.parseLong(value) <= most;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
