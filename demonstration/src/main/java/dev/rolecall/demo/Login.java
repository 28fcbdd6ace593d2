package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A person of the file whom a visitor may log in as. HR files carry no passwords: the demo sets this one, which is
 * known to everybody and therefore good for nothing else.
 */
record Login(String username, String what) {
    static final String PASSWORD = "demo-password";

    static final Login ADMIN_OF_ACME = new Login("ines.moreau", "ADMIN of the customer acme");
    static final Login ON_DEPLOYMENTS =
            new Login("priya.nair", "VIEW of acme, MANAGE of a deployment of each customer");
    static final Login VIEWER_OF_GLOBEX = new Login("jonas.brandt", "VIEW of the customer globex");

    static final List<Login> ALL = List.of(ADMIN_OF_ACME, ON_DEPLOYMENTS, VIEWER_OF_GLOBEX);

    /** Lets the person log in, every time the demo starts: a changed password would leave the visitor outside. */
    void open(Administration administration, String realm) {
        JsonNode found = administration
                .get("/" + realm + "/users?exact=true&username=" + username)
                .expecting(200)
                .json();
        if (found.size() != 1) {
            throw new DemoException(username + " is not in the realm: was another file imported? Try --fresh");
        }
        ObjectNode password = Json.object();
        password.put("type", "password").put("value", PASSWORD).put("temporary", false);
        String id = found.get(0).path("id").asText();
        administration
                .put("/" + realm + "/users/" + id + "/reset-password", password)
                .expecting(204);
    }
}
