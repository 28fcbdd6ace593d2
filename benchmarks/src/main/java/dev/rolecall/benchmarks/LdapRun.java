package dev.rolecall.benchmarks;

import dev.rolecall.demo.DataFolder;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Project;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The benchmark {@code ldap}: logins and syncs with a directory, by Rolecall's mapper and by Keycloak's own. */
final class LdapRun {
    private static final String DATABASE = "rolecall_ldap";

    private final Project project;
    private final LdapOptions options;
    private final Screen screen;
    private final LdapData data;

    LdapRun(Project project, LdapOptions options, Screen screen) {
        this.project = project;
        this.options = options;
        this.screen = screen;
        this.data = new LdapData(options.people(), options.groups());
    }

    LdapReport run(DataFolder folder) {
        OpenLdap.requireInstalled();
        screen.line("Preparing the server, its database and the directory …");
        try (Stack stack = Stack.start(project, folder, options.heap(), options.postgresBin());
                OpenLdap directory = OpenLdap.start(folder.path().resolve("slapd"), data)) {
            Databases databases = stack.databases();
            databases.create(DATABASE);
            try (RunningServer server = stack.server(DATABASE)) {
                server.administration()
                        .put("/master", Json.of(Map.of("accessTokenLifespan", 36_000))) // longer than any sync
                        .expecting(204);
                return measure(server, directory, databases);
            }
        }
    }

    private LdapReport measure(RunningServer server, OpenLdap directory, Databases databases) {
        List<LdapLoginResult> logins = new ArrayList<>();
        List<LdapRemoval> removals = new ArrayList<>();
        List<LdapSyncResult> syncs = new ArrayList<>();
        if (options.steps().contains(LdapStep.SYNC)) {
            List<LdapRealm> realms = realms(server, directory, LdapStep.SYNC);
            if (options.warmUp() > 0) {
                screen.line("Warming up …");
                LdapSyncs.warmUp(
                        ways(way -> LdapRealm.createForWarmUp(project, server, directory, data, way, LdapStep.SYNC)));
            }
            screen.line(Numbers.text("Syncing %,d people, each way in turn …", data.people()));
            syncs.addAll(new LdapSyncs(server, directory, data, databases, DATABASE, screen).run(realms));
        }
        if (options.steps().contains(LdapStep.LOGINS)) {
            List<LdapRealm> realms = realms(server, directory, LdapStep.LOGINS);
            screen.line("Reading the groups into the realms that keep them …");
            realms.stream().filter(realm -> realm.way().isStock()).forEach(LdapRealm::syncGroups);
            LdapLogins timed = new LdapLogins(server, directory, data, screen);
            logins.addAll(timed.run(realms, options));
            removals.addAll(timed.removals(realms));
        }
        return new LdapReport(setting(databases), logins, removals, syncs);
    }

    private List<LdapRealm> realms(RunningServer server, OpenLdap directory, LdapStep step) {
        screen.line("Making the realms …");
        return ways(way -> LdapRealm.create(project, server, directory, data, way, step));
    }

    private static List<LdapRealm> ways(Function<LdapWay, LdapRealm> maker) {
        return Arrays.stream(LdapWay.values()).map(maker).toList();
    }

    private List<String> setting(Databases databases) {
        return List.of(
                Machine.setting(project, options.heap(), databases, "OpenLDAP"),
                Numbers.text(
                        "%,d people, %,d groups, each person in %d; %d rounds of %d logins of each kind, after %d people to warm up",
                        data.people(),
                        data.groups(),
                        LdapData.GROUPS_OF_A_PERSON,
                        options.rounds(),
                        options.logins(),
                        options.warmUp()));
    }
}
