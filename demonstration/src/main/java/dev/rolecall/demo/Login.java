package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A person whom a visitor may log in as. Passwords of people of the file are set by the demo, since HR files carry none;
 * those of the directory stand in its file. All are known to everybody and therefore good for nothing else.
 */
record Login(String username, String password, String what) {
    static final String PASSWORD = "demo-password";

    static final Login ADMIN_OF_ACME = new Login("ines.moreau", PASSWORD, "ADMIN of the customer acme");
    static final Login ON_DEPLOYMENTS =
            new Login("priya.nair", PASSWORD, "VIEW of acme, MANAGE of a deployment of each customer");
    static final Login VIEWER_OF_GLOBEX = new Login("jonas.brandt", PASSWORD, "VIEW of the customer globex");

    static final Login LENA =
            new Login("lena", "lena", "in cn=acme-prod-eu-admins, so ADMIN of acme's deployment prod-eu");
    static final Login OTTO = new Login("otto", "otto", "in cn=globex-viewers, so VIEW of the customer globex");

    static final List<Login> OF_THE_FILE = List.of(ADMIN_OF_ACME, ON_DEPLOYMENTS, VIEWER_OF_GLOBEX);
    static final List<Login> OF_THE_DIRECTORY = List.of(LENA, OTTO);

    /** Lets the person log in, every time the demo starts: a changed password would leave the visitor outside. */
    void open(Administration administration, String realm) {
        JsonNode found = administration
                .get("/" + realm + "/users?exact=true&username=" + username)
                .expecting(200)
                .json();
        if (found.size() != 1) {
            throw new DemoException(username + " is not in the realm: was another file imported? Try --fresh");
        }
        ObjectNode credential = Json.object();
        credential.put("type", "password").put("value", password).put("temporary", false);
        String id = found.get(0).path("id").asText();
        administration
                .put("/" + realm + "/users/" + id + "/reset-password", credential)
                .expecting(204);
    }

    /** A password is in it. */
    @Override
    public String toString() {
        return username;
    }
}
