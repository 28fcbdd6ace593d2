package dev.rolecall.access;

import java.util.List;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/** Knows why it gave people what it gave them. Every provider of this kind is asked when somebody asks why. */
public interface EvidenceProvider extends Provider {
    /**
     * What is known of one person, also of what the rules said and could not give: it is evidence for nothing that is not
     * held. Empty for people who are none of its business.
     */
    List<Evidence> of(RealmModel realm, UserModel user);
}
