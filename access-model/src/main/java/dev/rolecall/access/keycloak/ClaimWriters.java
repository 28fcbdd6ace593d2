package dev.rolecall.access.keycloak;

import dev.rolecall.access.Finding;
import dev.rolecall.access.Finding.Code;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which mappers of ours write which claim. Where two write the same into one token, only the later of them counts. */
final class ClaimWriters {
    private static final String CLIENTS_WITH_SEVERAL =
            "select c.clientId as clientId from ClientEntity c where c.realmId = :realm and (select count(x) from"
                    + " ClientScopeClientMappingEntity x where x.clientId = c.id and x.clientScopeId in :scopes)"
                    + " + (case when c.id in :clients then 1 else 0 end) > 1 order by c.clientId";

    private final Map<String, Places> byClaim = new TreeMap<>();

    void ofClient(String claim, String id, String where) {
        places(claim).add(id, where, places(claim).clients);
    }

    void ofScope(String claim, String id, String where) {
        places(claim).add(id, where, places(claim).scopes);
    }

    void look(Findings findings) {
        byClaim.forEach((claim, places) -> {
            places.again.forEach(where -> findings.add(twice(where, claim)));
            if (places.scopes.size() + places.clients.size() > 1 && !places.scopes.isEmpty()) {
                findings.each(
                        CLIENTS_WITH_SEVERAL,
                        Map.of("scopes", places.scopes, "clients", someOf(places.clients)),
                        row -> twice("clients/" + row.get("clientId", String.class), claim));
            }
        });
    }

    /** A list in a query is never empty. */
    private static Set<String> someOf(Set<String> ids) {
        return ids.isEmpty() ? Set.of("") : ids;
    }

    private static Finding twice(String where, String claim) {
        return new Finding(
                Code.CLAIM_WRITTEN_TWICE,
                where,
                "has several mappers of Rolecall that write the claim " + claim
                        + ", its own or those of its client scopes: only one of them counts; give each a claim of its own");
    }

    private Places places(String claim) {
        return byClaim.computeIfAbsent(claim, missing -> new Places());
    }

    private static final class Places {
        final Set<String> clients = new HashSet<>();
        final Set<String> scopes = new HashSet<>();
        final Set<String> again = new HashSet<>();

        void add(String id, String where, Set<String> to) {
            if (!to.add(id)) {
                again.add(where);
            }
        }
    }
}
