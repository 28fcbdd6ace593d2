package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.CauseTrail;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * Creates customers in transactions of their own, with the admin event of any new organization. A failure is logged and
 * spoils nothing: the login or sync it happened in goes on.
 */
final class CustomerMaker implements NewCustomers.Maker {
    private static final Logger LOG = Logger.getLogger(CustomerMaker.class);

    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final String mapperId;

    CustomerMaker(KeycloakSession session, RealmModel realm, String mapperId) {
        this.factory = session.getKeycloakSessionFactory();
        this.realmId = realm.getId();
        this.mapperId = mapperId;
    }

    @Override
    public Optional<String> make(String alias) {
        try {
            String created = OwnSession.in(factory, realmId, (session, realm) -> create(session, realm, alias));
            LOG.infof("Mapper %s: the customer %s is there now", mapperId, created);
            return Optional.empty();
        } catch (RuntimeException e) { // whatever the database or the realm refuses
            if (isThere(alias)) {
                return Optional.empty(); // another node was first
            }
            if (e instanceof ModelDuplicateException) {
                return Optional.of("another customer has that name");
            }
            LOG.warnf("Mapper %s: a customer could not be created: %s", mapperId, CauseTrail.of(e));
            return Optional.of("the realm or its database refuses it; the log of the server says more");
        }
    }

    /** Called like its alias; the access model gives it its roles. */
    private String create(KeycloakSession session, RealmModel realm, String alias) {
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        OrganizationModel known = organizations.getByAlias(alias);
        if (known != null && known.getAlias().equals(alias)) {
            return known.getId();
        }
        OrganizationModel created = organizations.create(alias, alias);
        EventOfTheServer.customerCreated(session, realm, created.getId(), mapperId);
        return created.getId();
    }

    private boolean isThere(String alias) {
        try {
            return OwnSession.reading(
                    factory,
                    realmId,
                    (session, realm) -> Optional.ofNullable(session.getProvider(OrganizationProvider.class)
                                    .getByAlias(alias))
                            .filter(found -> found.getAlias().equals(alias))
                            .isPresent());
        } catch (RuntimeException e) { // the database is away: the failure before says so
            LOG.debugf(e, "Mapper %s: nobody knows whether a customer is there", mapperId);
            return false;
        }
    }
}
