package dev.rolecall.benchmarks;

import dev.rolecall.demo.Administration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** A way to make a customer with ten deployments and the default role groups of all of them. */
interface CustomerCreation {
    /** The names of the deployments. */
    List<String> DEPLOYMENTS =
            IntStream.rangeClosed(1, 10).mapToObj("deployment-%02d"::formatted).toList();

    String label();

    String realm();

    void create(String alias);

    /** Removes customers whose alias starts like this, up to 1,000 of them. */
    static void remove(Administration administration, String realm, String start) {
        String organizations = "/" + realm + "/organizations";
        StreamSupport.stream(
                        administration
                                .get(organizations + "?max=1000&search=" + start)
                                .expecting(200)
                                .json()
                                .spliterator(),
                        false)
                .filter(organization -> organization.path("alias").asText().startsWith(start))
                .forEach(organization -> administration
                        .delete(organizations + "/" + organization.path("id").asText())
                        .expecting(204));
    }
}
