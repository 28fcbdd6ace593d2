package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The customers of a realm and the groups below them, as an administrator makes and sees them. */
final class Customers {
    private final TestRealm realm;

    Customers(TestRealm realm) {
        this.realm = realm;
    }

    /** A new customer; the answer is its alias. */
    String add() {
        String alias = "c-" + UUID.randomUUID();
        realm.asAdministrator()
                .post(realm.path("/organizations"), Json.of(Map.of("name", alias, "alias", alias)))
                .expecting(201);
        return alias;
    }

    private String id(String alias) {
        JsonNode found = realm.asAdministrator()
                .get(realm.path("/organizations?exact=true&search=" + TestRealm.encoded(alias)))
                .expecting(200)
                .json();
        return StreamSupport.stream(found.spliterator(), false)
                .filter(o -> o.path("alias").asText().equals(alias))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no organization " + alias))
                .path("id")
                .asText();
    }

    /** The address of a customer below {@code /admin/realms}. */
    String path(String alias) {
        return realm.path("/organizations/" + id(alias));
    }

    Answer addGroup(String alias, String name) {
        return realm.asAdministrator().post(path(alias) + "/groups", Json.of(Map.of("name", name)));
    }

    /** A group by its path below the organization, for example {@code prod-eu/ADMIN}. */
    JsonNode group(String alias, String path) {
        return realm.asAdministrator()
                .get(path(alias) + "/groups/group-by-path/" + path)
                .expecting(200)
                .json();
    }

    /** The names of the groups right below a group, or below the organization where the path is empty. */
    List<String> groupsBelow(String alias, String path) {
        String at = path(alias) + "/groups"
                + (path.isEmpty() ? "" : "/" + group(alias, path).path("id").asText() + "/children");
        JsonNode groups =
                realm.asAdministrator().get(at + "?max=100").expecting(200).json();
        return StreamSupport.stream(groups.spliterator(), false)
                .map(g -> g.path("name").asText())
                .sorted()
                .toList();
    }

    /** A new group below another one. */
    Answer addGroupBelow(String alias, String parent, String name) {
        return realm.asAdministrator().post(groupPath(alias, parent) + "/children", Json.of(Map.of("name", name)));
    }

    /** The address of a group, named by its path below the organization. */
    String groupPath(String alias, String path) {
        return path(alias) + "/groups/" + group(alias, path).path("id").asText();
    }

    /** Renames a group as the console does. */
    Answer rename(String alias, String path, String name) {
        String address = groupPath(alias, path);
        ObjectNode group =
                (ObjectNode) realm.asAdministrator().get(address).expecting(200).json();
        return realm.asAdministrator().put(address, group.put("name", name));
    }

    /** Moves a group below another one, as the console does. */
    Answer move(String alias, String path, String newParent) {
        return realm.asAdministrator().post(groupPath(alias, newParent) + "/children", group(alias, path));
    }

    Answer moveToTop(String alias, String path) {
        return realm.asAdministrator().post(path(alias) + "/groups", group(alias, path));
    }

    Answer removeGroup(String alias, String path) {
        return realm.asAdministrator().delete(groupPath(alias, path));
    }
}
