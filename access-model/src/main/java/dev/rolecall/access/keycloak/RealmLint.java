package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Finding.Code;
import dev.rolecall.access.LintReport;
import dev.rolecall.access.PermissionCatalog;
import jakarta.persistence.EntityManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Looks at a whole realm, in a number of queries that does not depend on its size. */
final class RealmLint {
    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;
    private final Findings findings;

    RealmLint(KeycloakSession session, EntityManager em, RealmModel realm) {
        this.session = session;
        this.em = em;
        this.realm = realm;
        this.findings = new Findings(em, realm.getId());
    }

    LintReport report() {
        settings();
        // not the one that is kept: this must be as the database is now
        PermissionCatalog catalog = new GrantQueries(em, realm.getId()).catalog();
        new RoleLint(findings).look(realm.getDefaultRole());
        new ClientLint(findings, session, realm).look(catalog);
        new IdentityProviderLint(findings, session).look();
        new OrganizationLint(findings).look(catalog);
        new MemberLint(findings).look(new OriginNotes(session, em, realm).countStray());
        return findings.report();
    }

    private void settings() {
        if (!AccessProvider.isEnabled(realm)) {
            findings.add(
                    Code.NOT_ADOPTED,
                    "realm",
                    "did not opt in (attribute " + AccessProvider.REALM_ENABLED + "=true): nothing is refused, and"
                            + " tokens carry no access");
        }
        if (!realm.isOrganizationsEnabled()) {
            findings.add(Code.ORGANIZATIONS_OFF, "realm", "has organizations switched off: no grant holds");
        }
        if (new UsercodeAttribute(session).isEditedByPeople()) {
            findings.add(
                    Code.USERCODE_EDITABLE,
                    "user-profile/usercode",
                    "may be changed by the person, who becomes somebody else for whoever sends people by usercode;"
                            + " let administrators edit it only");
        }
    }
}
