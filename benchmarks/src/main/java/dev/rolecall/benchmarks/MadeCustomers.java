package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Administration;
import java.util.ArrayList;
import java.util.List;

/** The customers of one realm, as its administrator sees them. */
record MadeCustomers(Administration administration, String realm) {
    /** A way that leaves groups out would be cheap, and its price worthless. */
    void requireComplete(String alias) {
        JsonNode customer = found("?search=" + alias).get(0);
        String groups = "/" + customer.path("id").asText() + "/groups";
        List<JsonNode> top = found(groups + "?max=100");
        boolean complete = namesOf(top).containsAll(CustomerCreation.ROLES)
                && namesOf(top).containsAll(CustomerCreation.DEPLOYMENTS)
                && top.stream()
                        .filter(group -> CustomerCreation.DEPLOYMENTS.contains(name(group)))
                        .allMatch(group -> namesOf(
                                        found(groups + "/" + group.path("id").asText() + "/children"))
                                .containsAll(CustomerCreation.ROLES));
        if (!complete) {
            throw new BenchmarkFailedException("a customer was made without all of its groups");
        }
    }

    /** Removes those whose alias starts like this, up to 1,000 of them. */
    void remove(String start) {
        for (JsonNode organization : found("?max=1000&search=" + start)) {
            if (organization.path("alias").asText().startsWith(start)) {
                administration
                        .delete(path("/" + organization.path("id").asText()))
                        .expecting(204);
            }
        }
    }

    private static List<String> namesOf(List<JsonNode> groups) {
        return groups.stream().map(MadeCustomers::name).toList();
    }

    private static String name(JsonNode group) {
        return group.path("name").asText();
    }

    private List<JsonNode> found(String below) {
        List<JsonNode> found = new ArrayList<>();
        administration.get(path(below)).expecting(200).json().forEach(found::add);
        return found;
    }

    private String path(String below) {
        return "/" + realm + "/organizations" + below;
    }
}
