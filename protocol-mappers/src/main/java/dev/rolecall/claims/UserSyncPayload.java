package dev.rolecall.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A person as one claim, the same format out and in: an array of sections, each an object with one member.
 *
 * <pre>{@code
 * [{"user":{"usercode":"E1001","username":"ada","email":"…","firstName":"…","lastName":"…","enabled":true,
 *           "customers":["acme"]}},
 *  {"roles":["ADMIN@acme","VIEW@acme/prod-eu"]},
 *  {"permissions":["console.logs.read@acme/prod-eu"]},
 *  {"responsibilities":{"department":["R&D"]}}]
 * }</pre>
 *
 * <p>Between payload and person stands a row, as imports have it: its reader bounds every value.
 */
final class UserSyncPayload {
    /** The longest payload that is read, and that can be asked for, in characters of JSON. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final String USER = "user";
    private static final String ROLES = "roles";
    private static final String PERMISSIONS = "permissions";
    private static final String RESPONSIBILITIES = "responsibilities";
    private static final String ATTRIBUTES = "attributes";
    private static final String CUSTOMERS = "customers";

    private static final List<String> USER_MEMBERS =
            List.of("usercode", "username", "email", "firstName", "lastName", "enabled", CUSTOMERS);

    /** What a person may be without. */
    private static final List<String> CLEARED_WHEN_ABSENT = List.of("email", "firstName", "lastName");

    private UserSyncPayload() {}

    /** The payload of a person who is given as a row. */
    static ArrayNode of(ObjectNode row, Collection<String> responsibilities) {
        ArrayNode payload = JsonNodeFactory.instance.arrayNode();
        ObjectNode user = payload.addObject().putObject(USER);
        for (String member : USER_MEMBERS) {
            if (row.has(member)) {
                user.set(member, row.get(member));
            }
        }
        payload.addObject().set(ROLES, row.withArray(ROLES));
        payload.addObject().set(PERMISSIONS, row.withArray(PERMISSIONS));
        if (!responsibilities.isEmpty()) {
            ObjectNode section = payload.addObject().putObject(RESPONSIBILITIES);
            JsonNode attributes = row.path(ATTRIBUTES);
            responsibilities.stream()
                    .filter(attributes::has)
                    .sorted()
                    .forEach(name -> section.set(name, attributes.get(name)));
        }
        return payload;
    }

    /**
     * The row that makes a person exactly what the payload says: a list, an e-mail address, a name or a responsibility
     * that it leaves out is none.
     *
     * @param responsibilities the only ones it may have
     * @throws UserSyncException if it is not of the format
     */
    static ObjectNode row(JsonNode payload, Collection<String> responsibilities) {
        if (!payload.isArray()) {
            throw malformed("payload");
        }
        if (payload.toString().length() > MAX_LENGTH) {
            throw new UserSyncException("payload", UserSyncProblem.TOO_LONG);
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        CLEARED_WHEN_ABSENT.forEach(row::putNull);
        List.of(CUSTOMERS, ROLES, PERMISSIONS).forEach(row::putArray);
        responsibilities.forEach(row.putObject(ATTRIBUTES)::putNull);
        Set<String> sections = new HashSet<>();
        for (JsonNode section : payload) {
            if (!section.isObject() || section.size() != 1) {
                throw malformed("payload");
            }
            Map.Entry<String, JsonNode> member = section.properties().iterator().next();
            if (!sections.add(member.getKey())) {
                throw malformed("payload");
            }
            read(member.getKey(), member.getValue(), responsibilities, row);
        }
        if (!sections.contains(USER)) {
            throw malformed(USER);
        }
        return row;
    }

    private static void read(String section, JsonNode value, Collection<String> responsibilities, ObjectNode row) {
        switch (section) {
            case USER -> copy(section, value, USER_MEMBERS, row);
            case ROLES, PERMISSIONS -> row.set(section, array(section, value));
            case RESPONSIBILITIES -> copy(section, value, responsibilities, row.withObject(ATTRIBUTES));
            default -> throw malformed("payload");
        }
    }

    private static void copy(String section, JsonNode value, Collection<String> members, ObjectNode row) {
        if (!value.isObject()) {
            throw malformed(section);
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!members.contains(member.getKey())) {
                throw malformed(section);
            }
            boolean isList = section.equals(RESPONSIBILITIES) || member.getKey().equals(CUSTOMERS);
            row.set(member.getKey(), isList ? array(section, member.getValue()) : member.getValue());
        }
    }

    private static JsonNode array(String section, JsonNode value) {
        if (!value.isArray()) {
            throw malformed(section);
        }
        return value;
    }

    private static UserSyncException malformed(String field) {
        return new UserSyncException(field, UserSyncProblem.MALFORMED_PAYLOAD);
    }
}
