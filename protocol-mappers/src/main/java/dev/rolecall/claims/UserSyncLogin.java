package dev.rolecall.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.access.GrantRules;
import dev.rolecall.people.JsonRow;
import dev.rolecall.people.PersonRow;
import dev.rolecall.people.PersonUpsert;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowError;
import dev.rolecall.people.UnreadableRow;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityProviderMapperSyncModeDelegate;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.services.resources.IdentityBrokerService;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One login through an identity provider. What can be refused is refused before an account is made: Keycloak makes it in
 * one request and asks mappers in the next.
 *
 * <p>Of org.keycloak.services it uses the name of a note that says somebody links an account they are logged in to
 * ({@code IdentityBrokerService}); beside it, the note that a first-login flow has just ended.
 */
final class UserSyncLogin {
    private static final String USERCODE = "usercode";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final IdentityProviderMapperModel mapper;
    private final BrokeredIdentityContext context;
    private final UserSyncRefusal refusal;

    UserSyncLogin(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        this.session = session;
        this.realm = realm;
        this.mapper = mapper;
        this.context = context;
        this.refusal = new UserSyncRefusal(session, realm, context.getIdpConfig(), context.getAuthenticationSession());
    }

    /** Before Keycloak looks for the account: refuses what is unusable, and names the account that may be made. */
    void begin() {
        UserModel known = known();
        if (known != null && mode() == IdentityProviderSyncMode.IMPORT) {
            return;
        }
        try {
            UserSyncBrokerSettings settings = UserSyncBrokerSettings.from(mapper);
            PersonRow row = row(settings);
            if (known == null && note(IdentityBrokerService.LINKING_IDENTITY_PROVIDER) == null) {
                checkNewcomer(settings, row);
            } else {
                checkLinking(row);
                nameAccount(row, false);
            }
        } catch (UserSyncException e) {
            throw refusal.undoing(e.problems(), known);
        }
    }

    /**
     * For an account that this login made, in an earlier request: where it is refused, the account goes again, and also
     * where this request fails after us.
     */
    void complete(UserModel user) {
        removeWhenRolledBack(user.getId());
        PersonRow row = apply(user);
        if (!row.email().isKeep()) {
            new UserSyncEmail(session, realm, context).settle(user, row.email().value());
        }
    }

    /** For an account that is linked with this identity. */
    void update(UserModel user) {
        if (wasJustLinked() && !settings(user).linkExisting()) {
            throw refusal.undoing(List.of(new UserSyncProblem("account", UserSyncProblem.EXISTING_ACCOUNT)), user);
        }
        apply(user);
        if (!user.isEnabled()) {
            throw refusal.keeping(List.of(new UserSyncProblem("enabled", UserSyncProblem.DISABLED)), user);
        }
    }

    private UserSyncBrokerSettings settings(UserModel user) {
        try {
            return UserSyncBrokerSettings.from(mapper);
        } catch (UserSyncException e) {
            throw refusal.undoing(e.problems(), user);
        }
    }

    private PersonRow apply(UserModel user) {
        UserSyncBrokerSettings settings = settings(user);
        PersonRow row;
        PersonUpsert.Outcome outcome;
        try {
            row = row(settings);
            outcome = upsert(settings).apply(user, row);
        } catch (UserSyncException e) {
            throw refusal.undoing(e.problems(), user);
        }
        if (!outcome.errors().isEmpty()) {
            throw refusal.undoing(problems(outcome.errors()), user);
        }
        if (!outcome.changed().isEmpty()) {
            announce(user, outcome);
        }
        return row;
    }

    /** @throws UserSyncException if it cannot be read, or is about somebody else than the token */
    private PersonRow row(UserSyncBrokerSettings settings) {
        UserSyncExternalToken token = UserSyncExternalToken.of(context.getContextData());
        JsonNode usercode = token.claim(settings.usercode())
                .filter(JsonNode::isTextual)
                .orElseThrow(() -> new UserSyncException("usercode", UserSyncProblem.MISSING_CLAIM));
        PersonRow row = read(
                settings.payload() == null
                        ? settings.claims().row(usercode.textValue(), token::claim)
                        : UserSyncPayload.row(
                                token.claim(settings.payload())
                                        .orElseThrow(
                                                () -> new UserSyncException("payload", UserSyncProblem.MISSING_CLAIM)),
                                settings.responsibilities()));
        if (!row.usercode().equals(usercode.textValue())) {
            throw new UserSyncException("usercode", UserSyncProblem.USERCODE_MISMATCH);
        }
        return row;
    }

    private static PersonRow read(ObjectNode members) {
        Row row = JsonRow.read(1, members);
        if (row instanceof UnreadableRow unreadable) {
            throw new UserSyncException(problems(unreadable.errors()));
        }
        return (PersonRow) row;
    }

    /** Somebody who is logged in links a provider to their account: in IMPORT nothing looks at that account later. */
    private void checkLinking(PersonRow row) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (login == null || note(IdentityBrokerService.LINKING_IDENTITY_PROVIDER) == null) {
            return;
        }
        UserModel user = login.getAuthenticatedUser();
        boolean isAnothers =
                user != null && user.getAttributeStream(USERCODE).anyMatch(code -> !code.equals(row.usercode()));
        if (isAnothers) {
            throw new UserSyncException("usercode", UserSyncProblem.USERCODE_MISMATCH);
        }
    }

    private void checkNewcomer(UserSyncBrokerSettings settings, PersonRow row) {
        if (row.enabled().isSet() && !row.enabled().get()) {
            throw new UserSyncException("enabled", UserSyncProblem.DISABLED);
        }
        nameAccount(row, true);
        if (!realm.isRegistrationEmailAsUsername()) {
            context.setModelUsername(username(row));
        }
        if (isAccountThere(row)) {
            if (settings.linkExisting()) {
                return; // the first-login flow has it proven, and update() checks the account then
            }
            throw new UserSyncException("account", UserSyncProblem.EXISTING_ACCOUNT);
        }
        List<RowError> errors = upsert(settings).problemsOfNewcomer(row);
        if (!errors.isEmpty()) {
            throw new UserSyncException(problems(errors));
        }
    }

    /** Looks as the first-login flow does. */
    private boolean isAccountThere(PersonRow row) {
        String email = context.getEmail();
        boolean byEmail = email != null
                && !realm.isDuplicateEmailsAllowed()
                && session.users().getUserByEmail(realm, email) != null;
        return byEmail || session.users().getUserByUsername(realm, username(row)) != null;
    }

    private String username(PersonRow row) {
        if (realm.isRegistrationEmailAsUsername() && context.getEmail() != null) {
            return context.getEmail();
        }
        return row.username().toSet().orElse(row.usercode()).toLowerCase(Locale.ROOT);
    }

    /**
     * Keycloak writes these by itself, without our checks: into a new account what the provider says and not what else
     * the token has, into an account that is there nothing, as we do.
     */
    private void nameAccount(PersonRow row, boolean isNew) {
        if (!row.email().isKeep()) {
            context.setEmail(isNew ? row.email().value() : null);
        }
        if (!row.firstName().isKeep()) {
            context.setFirstName(isNew ? row.firstName().value() : null);
        }
        if (!row.lastName().isKeep()) {
            context.setLastName(isNew ? row.lastName().value() : null);
        }
    }

    private PersonUpsert upsert(UserSyncBrokerSettings settings) {
        return new PersonUpsert(session, realm, rules(settings));
    }

    /** A provider that is linked to an organization speaks for that customer only. */
    private GrantRules rules(UserSyncBrokerSettings settings) {
        String linked = context.getIdpConfig().getOrganizationId();
        if (linked == null) {
            return settings.rules(alias());
        }
        OrganizationModel organization =
                session.getProvider(OrganizationProvider.class).getById(linked);
        return settings.rules(alias(), organization == null ? Set.of() : Set.of(organization.getAlias()));
    }

    private void announce(UserModel user, PersonUpsert.Outcome outcome) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.UPDATE_PROFILE)
                .user(user)
                .detail(Details.CONTEXT, UserSyncIdentityProviderMapper.PROVIDER_ID)
                .detail(Details.IDENTITY_PROVIDER, alias())
                .detail("user_sync_changed", String.join(",", outcome.changed()))
                .detail("user_sync_given", String.valueOf(outcome.given()))
                .detail("user_sync_taken", String.valueOf(outcome.taken()));
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (login != null) {
            event.client(login.getClient());
        }
        event.success();
    }

    /** The transaction that made the account is long committed; the link to it is only in this one. */
    private void removeWhenRolledBack(String userId) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        String realmId = realm.getId();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {}

            @Override
            protected void rollbackImpl() {
                KeycloakModelUtils.runJobInTransaction(factory, later -> remove(later, realmId, userId));
            }
        });
    }

    private static void remove(KeycloakSession session, String realmId, String userId) {
        RealmModel realm = session.realms().getRealm(realmId);
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, userId);
        boolean isUnlinked = user != null
                && session.users()
                        .getFederatedIdentitiesStream(realm, user)
                        .findAny()
                        .isEmpty();
        if (isUnlinked) {
            new UserManager(session).removeUser(realm, user);
        }
    }

    private @Nullable UserModel known() {
        return Stream.of(context.getId(), context.getLegacyId())
                .filter(Objects::nonNull)
                .map(id -> session.users()
                        .getUserByFederatedIdentity(realm, new FederatedIdentityModel(alias(), id, null)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private IdentityProviderSyncMode mode() {
        IdentityProviderSyncMode ofProvider = context.getIdpConfig().getSyncMode();
        return IdentityProviderMapperSyncModeDelegate.combineIdpAndMapperSyncMode(
                ofProvider == null ? IdentityProviderSyncMode.LEGACY : ofProvider, mapper.getSyncMode());
    }

    private boolean wasJustLinked() {
        return alias().equals(note(AbstractIdpAuthenticator.FIRST_BROKER_LOGIN_SUCCESS));
    }

    private @Nullable String note(String name) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        return login == null ? null : login.getAuthNote(name);
    }

    private String alias() {
        return context.getIdpConfig().getAlias();
    }

    private static List<UserSyncProblem> problems(List<RowError> errors) {
        return errors.stream().map(UserSyncProblem::of).distinct().toList();
    }
}
