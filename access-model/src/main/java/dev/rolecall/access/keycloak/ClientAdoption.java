package dev.rolecall.access.keycloak;

import dev.rolecall.access.AdoptionStep;
import dev.rolecall.access.AdoptionStep.State;
import dev.rolecall.access.AdoptionStep.What;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

/** Gives clients that were there before the client scope {@code access} what newer ones have by default. */
final class ClientAdoption {
    private static final String WITHOUT_SCOPE = """
            select c.id as id from ClientEntity c
            where c.realmId = :realm and c.bearerOnly = false and (c.protocol is null or c.protocol = 'openid-connect')
              and not exists (select 1 from ClientScopeClientMappingEntity x join ClientScopeEntity s on s.id = x.clientScopeId
                              where x.clientId = c.id and s.name = :scope)
            order by c.id
            """;

    private final RealmModel realm;
    private final Findings queries;

    ClientAdoption(EntityManager em, RealmModel realm) {
        this.realm = realm;
        this.queries = new Findings(em, realm.getId());
    }

    List<String> incomplete() {
        return queries.rows(WITHOUT_SCOPE, Map.of("scope", OurClients.SCOPE), Integer.MAX_VALUE).stream()
                .map(row -> row.get("id", String.class))
                .toList();
    }

    List<AdoptionStep> complete(List<String> ids, boolean dryRun) {
        ClientScopeModel scope = RealmAdoption.ourScope(realm);
        List<AdoptionStep> steps = new ArrayList<>();
        for (String id : ids) {
            ClientModel client = realm.getClientById(id);
            if (client != null) {
                if (!dryRun && scope != null) {
                    client.addClientScope(scope, true);
                }
                steps.add(new AdoptionStep(What.SCOPE_OF_CLIENT, "clients/" + client.getClientId(), State.ADDED));
            }
        }
        return steps;
    }
}
