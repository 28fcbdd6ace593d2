package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Administration;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Realm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The customer that all others are copies of. The server itself makes it and its ten people, five pushed by a source and
 * five by hand, each with nine grants: so the copies hold exactly what the server writes, whatever its version writes.
 */
final class ReferenceCustomer {
    /** Stands in every name that differs from copy to copy, in place of the copy's number. */
    static final String NUMBER = "00000";

    static final String ALIAS = "customer-" + NUMBER;
    static final String PERSON = "p-" + NUMBER + "-";
    static final int PEOPLE = 10;
    static final int MEMBERSHIPS_OF_A_PERSON = 10;

    private static final String PUSH = "people-push";

    private final Administration administration;
    private final Realm realm;
    private final Map<String, String> groups = new HashMap<>();
    private String organization = "";

    ReferenceCustomer(Administration administration, Realm realm) {
        this.administration = administration;
        this.realm = realm;
    }

    void create() {
        new OrganizationCalls(administration, realm.name(), true).create(ALIAS);
        organization = admin("/organizations?exact=true&search=" + ALIAS)
                .path(0)
                .path("id")
                .asText();
        push(IntStream.range(0, PEOPLE / 2).mapToObj(ReferenceCustomer::row).toList());
        for (int person = PEOPLE / 2; person < PEOPLE; person++) {
            hold(add(PERSON + person, false), grants(person));
        }
        hold(add(GrantHolders.username(1), true), List.of("VIEW@deployment-01"));
        hold(
                add(GrantHolders.username(10), true),
                CustomerCreation.DEPLOYMENTS.stream()
                        .map(name -> "VIEW@" + name)
                        .toList());
        add(GrantHolders.username(100), true);
        add(GrantHolders.username(1_000), true);
    }

    /** One role on the customer, and others on eight of its deployments. */
    private static List<String> grants(int person) {
        List<String> grants = new ArrayList<>(List.of("VIEW@"));
        for (int i = 0; i < MEMBERSHIPS_OF_A_PERSON - 2; i++) {
            String role = i == 0 ? "ADMIN" : i == 1 ? "MANAGE" : "VIEW";
            grants.add(
                    role + "@" + CustomerCreation.DEPLOYMENTS.get((person + i) % CustomerCreation.DEPLOYMENTS.size()));
        }
        return grants;
    }

    private static Map<String, Object> row(int person) {
        return Map.of(
                "usercode",
                "E" + NUMBER + "-" + person,
                "username",
                PERSON + person,
                "email",
                PERSON + person + "@people.test",
                "firstName",
                "Pat",
                "lastName",
                "Person",
                "attributes",
                Map.of("department", List.of("Research")),
                "customers",
                List.of(ALIAS),
                "roles",
                grants(person).stream().map(ReferenceCustomer::reference).toList());
    }

    private static String reference(String grant) {
        int at = grant.indexOf('@');
        String deployment = grant.substring(at + 1);
        return grant.substring(0, at) + "@" + ALIAS + (deployment.isEmpty() ? "" : "/" + deployment);
    }

    private void push(List<Map<String, Object>> rows) {
        String token = realm.clientCredentials(PUSH, Stack.secretOf(PUSH)).access();
        Http.send("POST", realm.uri("/rolecall/users/sync"), token, Json.of(rows))
                .expecting(200);
    }

    private String add(String username, boolean withPassword) {
        Map<String, Object> user = new HashMap<>(Map.of(
                "username",
                username,
                "email",
                username + "@people.test",
                "firstName",
                "Pat",
                "lastName",
                "Person",
                "enabled",
                true));
        if (withPassword) {
            user.put(
                    "credentials",
                    List.of(Map.of("type", "password", "value", GrantHolders.PASSWORD, "temporary", false)));
        }
        String address = administration
                .post("/" + realm.name() + "/users", Json.of(user))
                .expecting(201)
                .location()
                .getPath();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private void hold(String user, List<String> grants) {
        administration
                .post(path("/organizations/" + organization + "/members"), Json.of(user))
                .expecting(201);
        for (String grant : grants) {
            administration
                    .put(
                            path("/organizations/" + organization + "/groups/" + group(grant) + "/members/" + user),
                            Json.object())
                    .expecting(204);
        }
    }

    private String group(String grant) {
        int at = grant.indexOf('@');
        String deployment = grant.substring(at + 1);
        String below = (deployment.isEmpty() ? "" : deployment + "/") + grant.substring(0, at);
        return groups.computeIfAbsent(
                below,
                wanted -> admin("/organizations/" + organization + "/groups/group-by-path/" + wanted)
                        .path("id")
                        .asText());
    }

    private JsonNode admin(String path) {
        return administration.get(path(path)).expecting(200).json();
    }

    private String path(String below) {
        return "/" + realm.name() + below;
    }
}
