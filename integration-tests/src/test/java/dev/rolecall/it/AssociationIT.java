package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody holds a role at a customer without being associated with it, whichever way the role comes. */
@ExtendWith(RealmOfTheClass.class)
class AssociationIT {
    private final TestRealm realm;

    AssociationIT(TestRealm realm) {
        this.realm = realm;
    }

    @Nested
    class AStranger {
        private final String person = realm.person();

        @Test
        void isRefusedByTheOrganizationsOwnInterface() {
            assertThat(realm.join(person, "ADMIN@acme").status()).isEqualTo(400);
        }

        @Test
        void holdsNothingAfterTheRefusal() {
            realm.join(person, "ADMIN@acme");
            realm.associate(person, "acme");

            assertThat(realm.access(person)).isEqualTo(Json.read("{\"v\":1}"));
        }
    }

    @Nested
    class AnImportedRealm {
        private static final String DEEP_GROUP = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

        @Test
        void isRefusedWhenItGivesAStrangerARole() {
            String name = realm.name() + "-stray";
            ObjectNode file = RealmFile.named(name);
            ((ObjectNode) file.at("/organizations/1"))
                    .withArray("groups")
                    .add(Json.read("{\"id\":\"" + DEEP_GROUP + "\",\"name\":\"VIEW\"}"));
            // a member of system who is put into a group of globex
            ((ObjectNode) file.at("/organizations/2/members/0"))
                    .withArray("groups")
                    .add(DEEP_GROUP);

            Answer answer = realm.asAdministrator().post("", file);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("not a member of globex");
            assertThat(realm.asAdministrator().get("/" + name).status()).isEqualTo(404);
        }
    }
}
