package dev.rolecall.benchmarks;

import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Logins of people of one realm after the other, one at a time: a latency under load would be that of the queue. */
final class LdapLogins {
    private final RunningServer server;
    private final OpenLdap directory;
    private final LdapData data;
    private final Screen screen;
    private final Map<LdapWay, Map<LdapLogin, List<LdapLoginRow>>> rows = new EnumMap<>(LdapWay.class);

    LdapLogins(RunningServer server, OpenLdap directory, LdapData data, Screen screen) {
        this.server = server;
        this.directory = directory;
        this.data = data;
        this.screen = screen;
    }

    List<LdapLoginResult> run(List<LdapRealm> realms, LdapOptions options) {
        List<LdapRealm> turns = new ArrayList<>(realms);
        if (options.warmUp() > 0) {
            screen.line("Warming up …");
            realms.forEach(realm -> round(realm, 0, options.warmUp()));
            rows.clear();
        }
        for (int round = 0; round < options.rounds(); round++) {
            screen.line("Round " + (round + 1) + " of " + options.rounds() + " …");
            int first = options.warmUp() + round * options.logins();
            turns.forEach(realm -> round(realm, first, first + options.logins()));
            Collections.rotate(turns, 1);
        }
        return results();
    }

    /** With each way somebody else leaves a group, between two logins with nothing else in between. */
    List<LdapRemoval> removals(List<LdapRealm> realms) {
        List<LdapRemoval> removals = new ArrayList<>();
        for (LdapRealm realm : realms) {
            if (realm.way() != LdapWay.NONE) {
                int person = removals.size();
                List<PreparedRequest> login = List.of(realm.login(person));
                send(realm, LdapLogin.CACHED, login, new ArrayList<>());
                send(realm, LdapLogin.CACHED, login, new ArrayList<>());
                directory.leave(data.groupDn(data.groupsOf(person)[0]), data.personDn(person));
                Tokens after =
                        send(realm, LdapLogin.CACHED, login, new ArrayList<>()).get(0);
                int shown = realm.way().shown(after.accessClaims(), data);
                removals.add(new LdapRemoval(realm.way(), shown == LdapData.GROUPS_OF_A_PERSON - 1));
            }
        }
        return removals;
    }

    private List<LdapLoginResult> results() {
        List<LdapLoginResult> results = new ArrayList<>();
        for (LdapLogin login : LdapLogin.values()) {
            rows.forEach(
                    (way, ofWay) -> results.add(new LdapLoginResult(way, login, ofWay.getOrDefault(login, List.of()))));
        }
        return results;
    }

    private void round(LdapRealm realm, int from, int to) {
        List<PreparedRequest> logins =
                IntStream.range(from, to).mapToObj(realm::login).toList();
        row(realm, LdapLogin.FIRST, logins);
        row(realm, LdapLogin.SECOND, logins);
        List<Tokens> tokens = row(realm, LdapLogin.CACHED, logins);
        row(
                realm,
                LdapLogin.REFRESH,
                tokens.stream().map(each -> realm.refresh(each.refresh())).toList());
        realm.clearUserCache();
        row(realm, LdapLogin.UNCACHED, logins);
    }

    private List<Tokens> row(LdapRealm realm, LdapLogin login, List<PreparedRequest> requests) {
        List<Double> millis = new ArrayList<>();
        LdapCost.Of<List<Tokens>> done =
                LdapCost.of(server.clock(), directory, () -> send(realm, login, requests, millis));
        requireGroups(realm, login, done.result());
        rows.computeIfAbsent(realm.way(), way -> new EnumMap<>(LdapLogin.class))
                .computeIfAbsent(login, which -> new ArrayList<>())
                .add(new LdapLoginRow(Samples.of(millis, Double::doubleValue), done.cost()));
        return done.result();
    }

    private List<Tokens> send(LdapRealm realm, LdapLogin login, List<PreparedRequest> requests, List<Double> millis) {
        List<Tokens> tokens = new ArrayList<>();
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.keycloak().port());
        try (KeepAlive connection = new KeepAlive(address)) {
            for (PreparedRequest request : requests) {
                long before = System.nanoTime();
                KeepAlive.Reply reply = connection.send(request);
                millis.add((System.nanoTime() - before) / 1e6);
                if (reply.status() != 200) {
                    throw new BenchmarkFailedException("a %s was answered with %d, with %s"
                            .formatted(
                                    login.label(), reply.status(), realm.way().label()));
                }
                tokens.add(new Tokens(Json.read(reply.body())));
            }
        } catch (IOException e) {
            throw new BenchmarkFailedException("a " + login.label() + " failed", e);
        }
        return tokens;
    }

    /** A way that leaves groups out would be fast, and its speed worthless. */
    private void requireGroups(LdapRealm realm, LdapLogin login, List<Tokens> tokens) {
        int expected = realm.way() == LdapWay.NONE ? 0 : LdapData.GROUPS_OF_A_PERSON;
        for (Tokens each : tokens) {
            int shown = realm.way().shown(each.accessClaims(), data);
            if (shown != expected) {
                throw new BenchmarkFailedException("a token shows %d groups and not %d after a %s, with %s"
                        .formatted(shown, expected, login.label(), realm.way().label()));
            }
        }
    }
}
