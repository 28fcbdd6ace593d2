package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.ObjectName;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.ldap.RuleOutcome;
import dev.rolecall.ldap.Target;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Customers that rules give something on and that are not there, where the mapper's settings say that they are created. Not
 * more of them than a limit: a pattern that catches too much would fill the realm. For one check or one sync, and one
 * thread.
 */
final class NewCustomers {
    /** By one check of one person, at a login or at a refresh. */
    static final int MOST_BY_A_CHECK = 10;

    static final int MOST_BY_A_SYNC = 100;

    /** Creates a customer for good, whatever becomes of the check. */
    @FunctionalInterface
    interface Maker {
        /** Why there is none of that alias now; nothing once there is one, whoever made it. */
        Optional<String> make(String alias);
    }

    private final @Nullable Maker maker;
    private final int most;
    private int tried;
    private int created;
    private final Set<String> there = new HashSet<>();

    /** Alias -> why it is not there. */
    private final Map<String, String> faults = new LinkedHashMap<>();

    private NewCustomers(@Nullable Maker maker, int most) {
        this.maker = maker;
        this.most = most;
    }

    /** @param most how many it tries to create, those included that cannot be */
    static NewCustomers by(Maker maker, int most) {
        return new NewCustomers(maker, most);
    }

    /** For a preview, which creates nothing and says what would be. */
    static NewCustomers foreseen() {
        return new NewCustomers(null, 0);
    }

    int created() {
        return created;
    }

    /** Before the batch that gives reads which customers there are. */
    void settle(
            KeycloakSession session,
            RealmModel realm,
            String mapperId,
            LdapGroupSettings settings,
            Collection<RuleOutcome> outcomes) {
        if (settings.missing() != LdapGroupSettings.Missing.CREATE) {
            return;
        }
        Set<Target> open = new LinkedHashSet<>();
        outcomes.forEach(
                outcome -> outcome.targets().stream().filter(this::isOpen).forEach(open::add));
        if (!open.isEmpty()) {
            AccessProvider access = AccessProvider.of(session);
            settle(open, access.grants(realm, settings.grantRules(mapperId)), access.catalog(realm));
        }
    }

    /** @param trial tells what could be given if only the customer were there: for nothing else one is created */
    void settle(Collection<Target> targets, GrantBatch trial, PermissionCatalog catalog) {
        trial.prepare(List.of(RuleOutcome.wanted(targets, catalog)));
        for (Target target : targets) {
            if (!isOpen(target)) {
                continue;
            }
            String alias = customerOf(target).orElseThrow();
            List<GrantError> refused =
                    trial.givable(RuleOutcome.wanted(List.of(target), catalog)).refused();
            if (refused.isEmpty()) {
                there.add(alias);
            } else if (refused.stream().anyMatch(error -> error.code() == GrantError.Code.UNKNOWN_CUSTOMER)) {
                create(alias);
            }
        }
    }

    /** Why customers are not there that these are about, each once. */
    List<String> problems(Collection<Target> targets) {
        return targets.stream()
                .flatMap(target -> customerOf(target).stream())
                .distinct()
                .flatMap(alias -> Optional.ofNullable(faults.get(alias)).stream())
                .toList();
    }

    private boolean isOpen(Target target) {
        return customerOf(target)
                .filter(alias -> !there.contains(alias) && !faults.containsKey(alias))
                .isPresent();
    }

    /** Nothing for what is not about a customer. */
    private static Optional<String> customerOf(Target target) {
        Optional<String> alias = Optional.empty();
        if (target instanceof Target.Grant grant) {
            alias = Optional.of(grant.reference().object().organization());
        } else if (target instanceof Target.Association association) {
            alias = Optional.of(association.customer());
        }
        return alias.filter(name -> !name.equals(AccessObject.SYSTEM_ALIAS));
    }

    private void create(String alias) {
        Optional<String> fault = faultOf(alias).map(text -> "is not created: " + text);
        if (fault.isEmpty() && maker == null) {
            fault = Optional.of("is not there yet: the login or sync that gives something there creates it");
        } else if (fault.isEmpty() && tried == most) {
            fault = Optional.of("is not created now: one check of a person creates at most " + MOST_BY_A_CHECK
                    + " customers, one sync " + MOST_BY_A_SYNC);
        } else if (fault.isEmpty() && maker != null) {
            tried++;
            fault = maker.make(alias).map(text -> "is not created: " + text);
        }
        fault.ifPresentOrElse(text -> faults.put(alias, "the customer '" + alias + "' " + text), () -> {
            created++;
            there.add(alias);
        });
    }

    /** What a directory caught is checked already; what stands in a rule is not. Some databases find SYSTEM for system. */
    private static Optional<String> faultOf(String alias) {
        return ObjectName.faultOfAlias(
                alias.toLowerCase(Locale.ROOT).equals(AccessObject.SYSTEM_ALIAS) ? AccessObject.SYSTEM_ALIAS : alias);
    }
}
