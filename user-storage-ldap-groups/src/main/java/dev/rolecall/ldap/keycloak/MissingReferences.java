package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantError;
import dev.rolecall.ldap.RuleOutcome;
import dev.rolecall.ldap.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What rules name in so many words and cannot be given: it does not exist, or is above the ceiling. */
final class MissingReferences {
    private final KeycloakSession session;
    private final RealmModel realm;

    MissingReferences(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** One line each, with the rules that name it. */
    List<String> of(LdapGroupSettings settings) {
        AccessProvider access = AccessProvider.of(session);
        GrantBatch grants = access.grants(realm, settings.grantRules(""));
        PlainRoles plain = new PlainRoles(realm);
        Map<Target, Set<Integer>> targets = settings.rules().targets();
        grants.prepare(List.of(RuleOutcome.wanted(targets.keySet(), access.catalog(realm))));
        List<String> missing = new ArrayList<>();
        targets.forEach((target, rules) -> {
            List<String> faults = new ArrayList<>(
                    PlainRoles.isOne(target) ? plain.find(List.of(target)).faults() : List.of());
            grants.givable(RuleOutcome.wanted(List.of(target), access.catalog(realm))).refused().stream()
                    .map(GrantError::message)
                    .forEach(faults::add);
            faults.forEach(fault -> missing.add("line " + rules.iterator().next() + ": " + fault));
        });
        return missing;
    }

    /** @throws InvalidSettingException if there is anything */
    void refuse(LdapGroupSettings settings) {
        List<String> missing = of(settings);
        if (!missing.isEmpty()) {
            throw new InvalidSettingException(
                    LdapGroupSettings.RULES, String.join("; ", missing.subList(0, Math.min(10, missing.size()))));
        }
    }
}
