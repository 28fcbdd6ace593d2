package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.Evidence;
import dev.rolecall.access.EvidenceProvider;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/** Which group, by which rule, and when the directory last said so: from what is stored or kept, without asking it. */
final class LdapEvidence implements EvidenceProvider {
    private final KeycloakSession session;

    LdapEvidence(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public List<Evidence> of(RealmModel realm, UserModel user) {
        return StorageId.isLocalStorage(user.getId())
                ? LdapPeople.of(session).evidenceOf(user.getId())
                : new LdapUnstored(session).evidence(realm, user);
    }

    @Override
    public void close() {}
}
