package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One person of a made-up company: five attributes (with the usercode and the user type) and three scoped roles on
 * deployments of one customer. The same cohort, number and revision always give the same person; from one revision to
 * the next one person in ten changes.
 *
 * @param roles    references, sorted
 * @param customer the one they are on
 */
record BenchPerson(
        String usercode,
        String email,
        String firstName,
        String lastName,
        String department,
        String jobTitle,
        String manager,
        String customer,
        List<String> roles) {

    static final int CUSTOMERS = 10;
    static final int DEPLOYMENTS = 5;
    static final List<String> COLUMNS = List.of(
            "usercode",
            "username",
            "email",
            "firstName",
            "lastName",
            "userType",
            "department",
            "jobTitle",
            "manager",
            "customers",
            "roles");

    private static final int ROLES = 3;
    private static final int CHANGED_OF_100 = 10;
    private static final int OTHER_ROLES_OF_100 = 30;
    private static final List<String> FIRST = words(
            "Ada Alan Amara Anders Anna Aoife Bea Bruno Carla Chen Dana Dmitri Elif"
                    + " Emma Farid Fatima Felix Grace Hana Hugo Ines Ivan Jana Jonas Kai Karin Lars Leila Liam Lucia Maja Marco Mei"
                    + " Mia Nadia Nils Noor Olga Omar Paula Priya Rafael Rosa Sami Sara Sofia Tariq Tessa Uma Viktor Zoë");
    private static final List<String> LAST = words(
            "Abbott Ahmed Andersson Bauer Bianchi Brown Castro Clarke Cohen Costa"
                    + " Dubois Evans Fischer Garcia Haddad Hansen Ito Jansen Jensen Khan Kim Klein Kowalski Larsen Lee Lopez Mbeki"
                    + " Meyer Moreau Murphy Nakamura Novak O'Brien Okafor Olsen Patel Petrov Popescu Rossi Sato Schmidt Silva Zhang");
    private static final List<String> DEPARTMENTS = words(
            "Accounting Claims Compliance Engineering Facilities Finance HR"
                    + " Legal Logistics Marketing Procurement Product Quality Research Sales Security Support Treasury");
    private static final List<String> TITLES = words("Analyst Associate Architect Buyer Clerk Consultant Coordinator"
            + " Developer Director Engineer Lead Manager Officer Partner Planner Specialist Supervisor Technician");
    private static final List<String> TYPES = words("VIEW MANAGE ADMIN");

    BenchPerson {
        roles = List.copyOf(roles);
    }

    /** @param cohort tells apart the people of different ways; they never meet */
    static BenchPerson of(String cohort, int number, int revision) {
        String usercode = usercode(cohort, number);
        Random random = new Random(31L * cohort.hashCode() + number);
        String first = one(FIRST, random);
        String last = one(LAST, random);
        String department = one(DEPARTMENTS, random);
        String title = one(TITLES, random);
        String manager = usercode(cohort, random.nextInt(number / 8 + 1));
        String customer = customer(random.nextInt(CUSTOMERS));
        List<String> roles = roles(customer, random);
        for (int r = 1; r <= revision; r++) {
            Random change = new Random(37L * usercode.hashCode() + r);
            if (change.nextInt(100) < CHANGED_OF_100) {
                department = one(DEPARTMENTS, change);
                title = one(TITLES, change) + " " + r;
                roles = change.nextInt(100) < OTHER_ROLES_OF_100 ? roles(customer, change) : roles;
            }
        }
        return new BenchPerson(
                usercode, usercode + "@people.test", first, last, department, title, manager, customer, roles);
    }

    static String customer(int number) {
        return "bench-%02d".formatted(number);
    }

    static String deployment(int number) {
        return "prod-" + number;
    }

    /** Every role there is, as the name of a group of its own for servers that have no scoped roles. */
    static Stream<String> groups() {
        return IntStream.range(0, CUSTOMERS)
                .boxed()
                .flatMap(customer -> IntStream.range(0, DEPLOYMENTS)
                        .boxed()
                        .flatMap(deployment -> TYPES.stream()
                                .map(type -> group(type + "@" + customer(customer) + "/" + deployment(deployment)))));
    }

    /** The names of the groups that stand for the roles. */
    List<String> groupNames() {
        return roles.stream().map(BenchPerson::group).toList();
    }

    /** In the order of {@link #COLUMNS}; nothing in it needs quotes. */
    String csv() {
        return String.join(
                ",",
                usercode,
                usercode,
                email,
                firstName,
                lastName,
                "HUMAN",
                department,
                jobTitle,
                manager,
                customer,
                String.join(";", roles));
    }

    /** A row of a JSON body. */
    ObjectNode json() {
        ObjectNode row = Json.object()
                .put("usercode", usercode)
                .put("username", usercode)
                .put("email", email)
                .put("firstName", firstName)
                .put("lastName", lastName)
                .put("userType", "HUMAN");
        ObjectNode attributes = row.putObject("attributes");
        attributes.putArray("department").add(department);
        attributes.putArray("jobTitle").add(jobTitle);
        attributes.putArray("manager").add(manager);
        row.putArray("customers").add(customer);
        roles.forEach(row.putArray("roles")::add);
        return row;
    }

    /** A user as Keycloak's administration takes it, with groups in place of roles. */
    ObjectNode stock() {
        ObjectNode user = Json.object()
                .put("username", usercode)
                .put("email", email)
                .put("firstName", firstName)
                .put("lastName", lastName)
                .put("enabled", true);
        user.set("attributes", Json.of(attributes()));
        groupNames().forEach(name -> user.withArray("groups").add("/" + name));
        return user;
    }

    /** As Keycloak has them. */
    Map<String, List<String>> attributes() {
        return Map.of(
                "usercode",
                List.of(usercode),
                "userType",
                List.of("HUMAN"),
                "department",
                List.of(department),
                "jobTitle",
                List.of(jobTitle),
                "manager",
                List.of(manager));
    }

    private static String usercode(String cohort, int number) {
        return "%s%07d".formatted(cohort, number);
    }

    private static String group(String role) {
        return role.replace('/', '.');
    }

    private static List<String> roles(String customer, Random random) {
        List<Integer> deployments =
                new ArrayList<>(IntStream.range(0, DEPLOYMENTS).boxed().toList());
        Collections.shuffle(deployments, random);
        return deployments.stream()
                .limit(ROLES)
                .map(number -> one(TYPES, random) + "@" + customer + "/" + deployment(number))
                .sorted()
                .toList();
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    private static String one(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    @Override
    public String toString() {
        return usercode;
    }
}
