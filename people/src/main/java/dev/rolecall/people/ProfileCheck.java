package dev.rolecall.people;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeContext;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.AttributeValidatorMetadata;
import org.keycloak.userprofile.Attributes;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.validate.ValidationError;

/**
 * The realm's user profile, as the administration REST API applies it, less the validators that look for the same
 * username or e-mail one person at a time ({@link NameClaims} answers that for a whole chunk). A changed username is an
 * update whether or not the realm lets people edit it, so its read-only check is left out too.
 *
 * <p>Uses {@code UserProfileProvider} of server-spi-private: its {@code create} normalizes and
 * {@code Attributes.validate} validates one attribute; there is no public way to either.
 */
final class ProfileCheck {
    private static final Set<String> DONE_BY_US = Set.of(
            "up-duplicate-username", "up-duplicate-email", "up-email-exists-as-username", "up-immutable-attribute");
    private static final Set<String> ROOT =
            Set.of(UserModel.USERNAME, UserModel.EMAIL, UserModel.FIRST_NAME, UserModel.LAST_NAME);

    private final KeycloakSession session;
    private final UserProfileProvider profiles;

    ProfileCheck(KeycloakSession session) {
        this.session = session;
        this.profiles = session.getProvider(UserProfileProvider.class);
    }

    /**
     * @param state  what is to be stored, normalized by the profile (its default values filled in)
     * @param errors why it may not be stored
     */
    record Outcome(PersonState state, List<RowError> errors) {}

    Outcome created(PersonState after, Set<String> sent) {
        Attributes attributes = profile(after, null).getAttributes();
        Set<String> names = new TreeSet<>(attributes.nameSet());
        names.addAll(sent);
        return check(attributes, null, after, names, sent);
    }

    /** Looks at what changes and nothing else: an old value that the profile no longer allows is not this row's fault. */
    Outcome changed(UserModel user, PersonState before, PersonState after, Set<String> sent) {
        Set<String> changed = before.differencesTo(after);
        Attributes attributes = profile(after, user).getAttributes();
        Set<String> names = before.attributesDifferentFrom(after);
        ROOT.stream().filter(changed::contains).forEach(names::add);
        return check(attributes, user, after, names, sent);
    }

    /** What a user has of attributes that an administrator can set. */
    Map<String, List<String>> settable(UserModel user) {
        Map<String, List<String>> settable = new HashMap<>(user.getAttributes());
        Attributes attributes =
                profiles.create(UserProfileContext.USER_API, settable, user).getAttributes();
        settable.keySet().removeIf(name -> ROOT.contains(name) || isForeign(attributes, name));
        return settable;
    }

    private UserProfile profile(PersonState state, @Nullable UserModel user) {
        Map<String, List<String>> raw = new HashMap<>(state.attributes());
        raw.put(UserModel.USERNAME, List.of(state.username()));
        raw.put(UserModel.EMAIL, orEmpty(state.email()));
        raw.put(UserModel.FIRST_NAME, orEmpty(state.firstName()));
        raw.put(UserModel.LAST_NAME, orEmpty(state.lastName()));
        return user == null
                ? profiles.create(UserProfileContext.USER_API, raw)
                : profiles.create(UserProfileContext.USER_API, raw, user);
    }

    private Outcome check(
            Attributes attributes, @Nullable UserModel user, PersonState after, Set<String> names, Set<String> sent) {
        List<RowError> errors = new ArrayList<>();
        Map<String, List<String>> values = new HashMap<>(after.attributes());
        for (String name : names) {
            Consumer<ValidationError> listener = error -> errors.add(rowError(name, attributes.get(name), error));
            if (name.equals(UserModel.USERNAME) || name.equals(UserModel.EMAIL)) {
                validateWithoutQueries(attributes, name, user, listener);
            } else if (ROOT.contains(name)) {
                validate(attributes, name, listener);
            } else if (!attributes.contains(name)) {
                refuseIfSent(name, sent, errors);
            } else if (!attributes.isReadOnly(name)) { // asked once: it is much of what a row costs
                validate(attributes, name, listener);
                values.put(name, attributes.get(name));
            } else if (!AttributeName.isRowField(name)) {
                refuseIfSent(name, sent, errors);
            }
        }
        return new Outcome(after.withAttributes(values), errors);
    }

    /** What the profile does not know or lets no administrator write; our own fields are stored all the same. */
    private static boolean isForeign(Attributes attributes, String name) {
        return !attributes.contains(name) || (!AttributeName.isRowField(name) && attributes.isReadOnly(name));
    }

    private static void refuseIfSent(String name, Set<String> sent, List<RowError> errors) {
        if (sent.contains(name)) {
            errors.add(new RowError(
                    RowDraft.attributeField(name),
                    RowErrorCode.INVALID_VALUE,
                    "is no attribute that an administrator can set by the realm's user profile"));
        }
    }

    @SuppressWarnings("unchecked") // the parameter is a generic array
    private static void validate(Attributes attributes, String name, Consumer<ValidationError> listener) {
        attributes.validate(name, listener);
    }

    private void validateWithoutQueries(
            Attributes attributes, String name, @Nullable UserModel user, Consumer<ValidationError> listener) {
        AttributeMetadata metadata = attributes.getMetadata(name);
        if (metadata == null) {
            return;
        }
        AttributeContext context = new AttributeContext(
                UserProfileContext.USER_API,
                session,
                new SimpleImmutableEntry<>(name, attributes.get(name)),
                user,
                metadata,
                attributes);
        for (AttributeValidatorMetadata validator : metadata.getValidators()) {
            if (!DONE_BY_US.contains(validator.getValidatorId())) {
                validator.validate(context).getErrors().forEach(listener);
            }
        }
    }

    private static RowError rowError(String name, List<String> values, ValidationError error) {
        String field = ROOT.contains(name) || AttributeName.isRowField(name) ? name : RowDraft.attributeField(name);
        if (isTooLong(values, error)) {
            return new RowError(field, RowErrorCode.TOO_LONG, "is longer than the realm's user profile allows");
        }
        boolean address = name.equals(UserModel.EMAIL) && error.getValidatorId().equals("email");
        return new RowError(
                field, address ? RowErrorCode.INVALID_EMAIL : RowErrorCode.INVALID_VALUE, inWords(error.getMessage()));
    }

    /** With both bounds set Keycloak does not say which was broken; the parameters are then the two bounds. */
    private static boolean isTooLong(List<String> values, ValidationError error) {
        if (!error.getMessage().startsWith("error-invalid-length")) {
            return false;
        }
        Object[] parameters = error.getMessageParameters();
        return parameters != null
                && parameters.length > 0
                && parameters[parameters.length - 1] instanceof Integer max
                && values.stream().anyMatch(value -> value.strip().length() > max);
    }

    /** Keycloak's message keys, of which a sender can make nothing. */
    private static String inWords(String message) {
        return switch (message) {
            case "error-invalid-email" -> "is no e-mail address";
            case "error-non-ascii-local-part-email" -> "has characters before the @ that the realm does not take";
            case "error-user-attribute-required" -> "is required by the realm's user profile";
            case "error-invalid-length", "error-invalid-length-too-short" ->
                "is shorter than the realm's user profile allows";
            case "error-invalid-multivalued-size" -> "has more or fewer values than the realm's user profile allows";
            case "error-user-attribute-read-only" -> "is read-only by the realm's user profile";
            case "error-username-invalid-character", "error-person-name-invalid-character" ->
                "has characters that the realm's user profile does not allow";
            default -> "is refused by the realm's user profile (" + RowDraft.shown(message) + ")";
        };
    }

    private static List<String> orEmpty(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }
}
