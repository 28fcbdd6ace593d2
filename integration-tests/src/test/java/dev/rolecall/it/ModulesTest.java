package dev.rolecall.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.claims.AccessMapper;
import dev.rolecall.ldap.DirectoryGroup;
import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.sync.RolecallResourceProviderFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.provider.ProviderFactory;

/** The rules of the house that the compiler does not keep. */
class ModulesTest {
    private static final String ROOT = "dev.rolecall.";

    /** Each module's packages, and the packages of other modules it may use. */
    private static final Map<List<String>, List<String>> MODULES = Map.of(
            List.of("access"), List.of(),
            List.of("people"), List.of("access"),
            List.of("claims"), List.of("access", "people"),
            List.of("ldap"), List.of("access"),
            List.of("sync", "imports", "directory"), List.of("access", "people"));

    /** What stands in each jar: also what it should not hold. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrls(Stream.of(
                            AccessProvider.class,
                            PeopleUpsert.class,
                            AccessMapper.class,
                            DirectoryGroup.class,
                            RolecallResourceProviderFactory.class)
                    .map(c -> c.getProtectionDomain().getCodeSource().getLocation())
                    .toList());

    static Stream<Map.Entry<List<String>, List<String>>> modules() {
        return MODULES.entrySet().stream();
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(n -> ROOT + n + "..").toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyTheModulesItMay(Map.Entry<List<String>, List<String>> module) {
        List<String> forbidden =
                new ArrayList<>(MODULES.keySet().stream().flatMap(List::stream).toList());
        forbidden.removeAll(module.getKey());
        forbidden.removeAll(module.getValue());
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(packages(module.getKey()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(forbidden))
                .allowEmptyShould(true);

        rule.check(CLASSES);
    }

    @Test
    void everyClassIsOurs() {
        classes().should().resideInAPackage("dev.rolecall..").check(CLASSES);
    }

    @Test
    void theAccessModelNeedsNothingOfTheServersServices() {
        noClasses()
                .that()
                .resideInAPackage("dev.rolecall.access..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak.services..")
                .check(CLASSES);
    }

    @Test
    void theDecisionsOfTheAccessModelNeedNothingOfKeycloak() {
        noClasses()
                .that()
                .resideInAPackage("dev.rolecall.access")
                .and()
                .haveSimpleNameNotStartingWith("AccessProvider")
                .and()
                .doNotHaveSimpleName("AccessSpi")
                .and()
                .haveSimpleNameNotStartingWith("UnstoredGrants")
                .and()
                .haveSimpleNameNotStartingWith("EvidenceProvider")
                .and()
                .doNotHaveSimpleName("EvidenceSpi")
                .and()
                .doNotBelongToAnyOf(GrantBatch.class)
                .and()
                .doNotHaveSimpleName("ExaminedMapper") // its settings are Keycloak's model of a mapper
                .and()
                .doNotHaveSimpleName("OrganizationContext") // an adapter, which three packages need
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak..")
                .check(CLASSES);
    }

    @Test
    void theRulesOfTheLdapModuleNeedNothingOfKeycloak() {
        noClasses()
                .that()
                .resideInAPackage("dev.rolecall.ldap")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak..")
                .check(CLASSES);
    }

    @Test
    void theLdapModuleUsesTheServersServicesInNamedPlaces() {
        noClasses()
                .that()
                .resideInAPackage("dev.rolecall.ldap..")
                .and()
                .doNotHaveSimpleName("LdapDoor") // admin permissions and admin events
                .and()
                .doNotHaveSimpleName("EventOfTheServer") // admin events of what no administrator did
                .and()
                .doNotHaveSimpleName("LdapAdminResourceProviderFactory")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak.services..")
                .check(CLASSES);
    }

    @Test
    void thePeopleModuleUsesTheServersServicesInOneNamedClass() {
        noClasses()
                .that()
                .resideInAPackage("dev.rolecall.people..")
                .and()
                .doNotHaveSimpleName("AdminEvents")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak.services..")
                .check(CLASSES);
    }

    @Test
    void theRestModuleUsesTheServersServicesInNamedPlaces() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.rolecall.sync..", "dev.rolecall.imports..", "dev.rolecall.directory..")
                .and()
                .doNotHaveSimpleName("Gate") // tokens
                .and()
                .doNotHaveSimpleName("AdminGate") // admin permissions
                .and()
                .doNotHaveSimpleName("AuditTrail") // admin events
                .and()
                .doNotHaveSimpleName("UpkeepDoor") // admin permissions
                .and()
                .doNotHaveSimpleName("AuditEvent") // one of the server itself, which has no id
                .and()
                .doNotHaveSimpleName("RolecallAdminResourceProviderFactory")
                .and()
                .doNotHaveSimpleName("Imports") // the event that says the server stops
                .and()
                .haveSimpleNameNotStartingWith("RolecallResourceProvider")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak.services..")
                .check(CLASSES);
    }

    @Test
    void askingADirectoryNeedsKeycloakInOneNamedClass() {
        noClasses()
                .that()
                .resideInAPackage("dev.rolecall.ldap.directory")
                .and()
                .doNotHaveSimpleName("ProviderConnection") // the connection of its LDAP provider
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak..")
                .check(CLASSES);
    }

    @Test
    void theMappersUseTheServersServicesInOneNamedClass() {
        noClasses()
                .that()
                .resideInAPackage("dev.rolecall.claims..")
                .and()
                .doNotHaveSimpleName("AccessMapper") // the issuer
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak.services..")
                .check(CLASSES);
    }

    @Nested
    class AProviderId {
        /** They have the ids of the server's own mappers on purpose: userinfo has no other place for the guard. */
        private static final List<String> STAND_INS =
                List.of("oidc-usermodel-client-role-mapper", "oidc-usermodel-realm-role-mapper");

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "org.keycloak.protocol.ProtocolMapper",
                    "org.keycloak.protocol.oidc.token.TokenPostProcessorFactory",
                    "org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProviderFactory",
                    "org.keycloak.broker.provider.IdentityProviderMapper",
                    "org.keycloak.events.EventListenerProviderFactory",
                    "org.keycloak.services.resource.RealmResourceProviderFactory",
                    "org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory",
                    "org.keycloak.storage.UserStorageProviderFactory",
                    "org.keycloak.credential.hash.PasswordHashProviderFactory",
                    "dev.rolecall.access.AccessProviderFactory"
                })
        void startsWithOurName(String service) throws Exception {
            List<String> ids = new ArrayList<>(idsOf(service));
            ids.removeAll(STAND_INS);

            assertThat(ids).isNotEmpty().allMatch(id -> id.startsWith("rolecall"));
        }

        @Test
        void ofAFactoryOfTablesIsShortBecauseItsChangeLogIsNamedAfterTenLetters() throws Exception {
            assertThat(idsOf("org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory"))
                    .containsExactlyInAnyOrder("rc-access", "rc-people", "rc-imports", "rc-ldap");
        }

        private List<String> idsOf(String service) throws IOException, ReflectiveOperationException {
            List<String> ids = new ArrayList<>();
            for (URL file :
                    Collections.list(ModulesTest.class.getClassLoader().getResources("META-INF/services/" + service))) {
                for (String line : lines(file)) {
                    if (line.startsWith(ROOT)) {
                        Object factory =
                                Class.forName(line).getDeclaredConstructor().newInstance();
                        ids.add(((ProviderFactory<?>) factory).getId());
                    }
                }
            }
            return ids;
        }

        private static List<String> lines(URL file) throws IOException {
            try (InputStream stream = file.openStream()) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
        }
    }
}
