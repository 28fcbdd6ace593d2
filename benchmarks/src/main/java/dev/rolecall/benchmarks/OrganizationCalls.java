package dev.rolecall.benchmarks;

import dev.rolecall.demo.Administration;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.util.Map;

/**
 * Through Keycloak's own administration of organizations. In a realm that opted in the role groups come by themselves;
 * elsewhere each of them is a call of its own.
 */
record OrganizationCalls(Administration administration, String realm, boolean rolesByThemselves)
        implements CustomerCreation {
    @Override
    public String label() {
        return rolesByThemselves ? "Keycloak's REST, role groups by themselves" : "Keycloak's REST, group by group";
    }

    @Override
    public void create(String alias) {
        String organization = idOf(post("/organizations", Map.of("name", alias, "alias", alias)));
        String groups = "/organizations/" + organization + "/groups";
        if (!rolesByThemselves) {
            ROLES.forEach(role -> post(groups, Map.of("name", role)));
        }
        for (String deployment : DEPLOYMENTS) {
            String group = idOf(post(groups, Map.of("name", deployment)));
            if (!rolesByThemselves) {
                ROLES.forEach(role -> post(groups + "/" + group + "/children", Map.of("name", role)));
            }
        }
    }

    private Answer post(String path, Map<String, String> body) {
        return administration.post("/" + realm + path, Json.of(body)).expecting(201);
    }

    private static String idOf(Answer created) {
        String address = created.location().getPath();
        return address.substring(address.lastIndexOf('/') + 1);
    }
}
