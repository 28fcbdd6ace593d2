package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Row read(String json) {
        try {
            return JsonRow.read(7, JSON.readTree(json.replace('\'', '"')));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static PersonRow person(String json) {
        Row row = read(json);
        assertThat(row).isInstanceOf(PersonRow.class);
        return (PersonRow) row;
    }

    static List<String> problems(Row row) {
        assertThat(row).isInstanceOf(UnreadableRow.class);
        return ((UnreadableRow) row).errors().stream().map(RowError::toString).toList();
    }

    @Nested
    class WhenTheRowIsWellFormed {
        @Test
        void everyFieldIsRead() {
            PersonRow row = person("""
                    {'usercode':'E1001','username':'ada','email':'ada@acme.test','firstName':'Ada','lastName':'Lovelace',
                     'enabled':false,'userType':'human','attributes':{'department':['R&D'],'manager':['E1000']},
                     'customers':['acme'],'roles':['ADMIN@acme','VIEW@acme/prod-eu'],
                     'permissions':['console.logs.read@acme/prod-eu'],'terminationDate':'2026-12-31',
                     'credential':{'algorithm':'pbkdf2-sha256','hashIterations':1,'salt':'c2FsdA==','value':'aGFzaA=='}}""");

            assertThat(row.line()).isEqualTo(7);
            assertThat(row.usercode()).isEqualTo("E1001");
            assertThat(row.username().get()).isEqualTo("ada");
            assertThat(row.enabled().get()).isFalse();
            assertThat(row.userType().get()).isEqualTo("HUMAN");
            assertThat(row.attributes().get("department").get()).containsExactly("R&D");
            assertThat(row.roles().get()).containsExactly("ADMIN@acme", "VIEW@acme/prod-eu");
            assertThat(row.terminationDate().get()).isEqualTo("2026-12-31");
            assertThat(row.credential()).isEqualTo(new Credential("pbkdf2-sha256", 1, "c2FsdA==", "aGFzaA=="));
        }

        @Test
        void anAbsentFieldIsKept() {
            PersonRow row = person("{'usercode':'E1'}");

            assertThat(row.email().isKeep()).isTrue();
            assertThat(row.roles().isKeep()).isTrue();
            assertThat(row.attributes()).isEmpty();
        }

        @Test
        void nullClears() {
            PersonRow row = person("{'usercode':'E1','email':null,'roles':null,'attributes':{'department':null}}");

            assertThat(row.email().isClear()).isTrue();
            assertThat(row.roles().isClear()).isTrue();
            assertThat(row.attributes().get("department").isClear()).isTrue();
        }

        @Test
        void anEmptyTextOrListClearsToo() {
            PersonRow row = person("{'usercode':'E1','firstName':' ','customers':[],'attributes':{'a':['']}}");

            assertThat(row.firstName().isClear()).isTrue();
            assertThat(row.customers().isClear()).isTrue();
            assertThat(row.attributes().get("a").isClear()).isTrue();
        }

        @Test
        void anAttributeMayBeOneString() {
            assertThat(person("{'usercode':'E1','attributes':{'a':'x'}}")
                            .attributes()
                            .get("a")
                            .get())
                    .containsExactly("x");
        }

        @Test
        void repeatedEntriesCountOnce() {
            assertThat(person("{'usercode':'E1','roles':['VIEW@a','VIEW@a']}")
                            .roles()
                            .get())
                    .containsExactly("VIEW@a");
        }

        @Test
        void aCredentialAsKeycloakExportsItIsRead() throws Exception {
            ObjectNode row = JSON.createObjectNode().put("usercode", "E1");
            row.putObject("credential")
                    .put("type", "password")
                    .put("secretData", "{\"value\":\"aGFzaA==\",\"salt\":\"c2FsdA==\",\"additionalParameters\":{}}")
                    .put("credentialData", "{\"hashIterations\":1,\"algorithm\":\"pbkdf2-sha256\"}");

            assertThat(((PersonRow) JsonRow.read(1, row)).credential())
                    .isEqualTo(new Credential("pbkdf2-sha256", 1, "c2FsdA==", "aGFzaA=="));
        }

        @Test
        void nothingPersonalIsPrinted() {
            assertThat(person("{'usercode':'E1001','email':'ada@acme.test'}").toString())
                    .doesNotContain("E1001", "ada");
        }
    }

    @Nested
    class WhenTheRowIsNot {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                []                                                | row: malformed-row
                'E1'                                              | row: malformed-row
                {}                                                | usercode: missing-key
                {'usercode':null}                                 | usercode: missing-key
                {'usercode':' '}                                  | usercode: missing-key
                {'usercode':1001}                                 | usercode: invalid-value
                {'usercode':' E1'}                                | usercode: invalid-value
                {'usercode':'E1','userCode':'x'}                  | userCode: malformed-row
                {'usercode':'E1','password':'secret'}             | password: malformed-row
                {'usercode':'E1','enabled':'true'}                | enabled: invalid-value
                {'usercode':'E1','enabled':null}                  | enabled: invalid-value
                {'usercode':'E1','username':null}                 | username: invalid-value
                {'usercode':'E1','email':['a@b.c']}               | email: invalid-value
                {'usercode':'E1','userType':'ROBOT'}              | userType: invalid-value
                {'usercode':'E1','terminationDate':'31.12.2026'}  | terminationDate: invalid-value
                {'usercode':'E1','terminationDate':'2026-02-30'}  | terminationDate: invalid-value
                {'usercode':'E1','roles':'ADMIN@acme'}            | roles: invalid-value
                {'usercode':'E1','roles':[1]}                     | roles: invalid-value
                {'usercode':'E1','attributes':[]}                 | attributes: invalid-value
                {'usercode':'E1','attributes':{'usercode':'x'}}   | attributes.usercode: invalid-value
                {'usercode':'E1','attributes':{'a':{}}}           | attributes.a: invalid-value
                {'usercode':'E1','firstName':'a\\u0000b'}         | firstName: invalid-value
                {'usercode':'E1','firstName':'a\\ud800b'}         | firstName: invalid-value
                {'usercode':'E1','credential':'x'}                | credential: invalid-value
                {'usercode':'E1','credential':null}               | credential: invalid-value
                """, quoteCharacter = '`')
        void itSaysWhy(String json, String problem) {
            assertThat(problems(read(json))).containsExactly(problem);
        }

        @Test
        void allProblemsAreSaidAtOnce() {
            assertThat(problems(read("{'usercode':'E1','enabled':1,'roles':1,'x':1}")))
                    .containsExactly("enabled: invalid-value", "roles: invalid-value", "x: malformed-row");
        }

        @Test
        void theKeyIsKeptForTheReport() {
            assertThat(read("{'usercode':'E1','x':1}").key()).isEqualTo("E1");
        }
    }

    @Nested
    class WhenTheRowIsTooLarge {
        @ParameterizedTest
        @CsvSource({"usercode,255", "username,255", "email,255", "firstName,255", "lastName,255"})
        void aFieldHasALimit(String field, int limit) {
            ObjectNode row = JSON.createObjectNode().put("usercode", "E1");

            assertThat(JsonRow.read(1, row.deepCopy().put(field, "x".repeat(limit))))
                    .isInstanceOf(PersonRow.class);
            assertThat(problems(JsonRow.read(1, row.deepCopy().put(field, "x".repeat(limit + 1)))))
                    .containsExactly(field + ": too-long");
        }

        @Test
        void anAttributeValueHasOne() {
            ObjectNode row = JSON.createObjectNode().put("usercode", "E1");
            row.putObject("attributes").put("a", "x".repeat(2048)).put("b", "x".repeat(2049));

            assertThat(problems(JsonRow.read(1, row))).containsExactly("attributes.b: too-long");
        }

        @Test
        void aListHasAtMostAHundredEntries() {
            ObjectNode row = JSON.createObjectNode().put("usercode", "E1");
            ArrayNode roles = row.putArray("roles");
            for (int i = 0; i < 101; i++) {
                roles.add("VIEW@c" + i);
            }

            assertThat(problems(JsonRow.read(1, row))).containsExactly("roles: too-long");
        }

        @Test
        void thereAreAtMostAHundredAttributes() {
            ObjectNode row = JSON.createObjectNode().put("usercode", "E1");
            ObjectNode attributes = row.putObject("attributes");
            for (int i = 0; i < 150; i++) {
                attributes.put("a" + i, "x");
            }

            assertThat(problems(JsonRow.read(1, row))).containsExactly("attributes: too-long");
        }
    }

    @Nested
    class WhoseAttributesMayNotBeSet {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "rolecall.protected",
                    "user.attributes.usercode",
                    "username",
                    "enabled",
                    "userType",
                    "terminationDate",
                    " "
                })
        void areRefusedByName(String name) {
            ObjectNode row = JSON.createObjectNode().put("usercode", "E1");
            row.putObject("attributes").put(name, "x");

            assertThat(problems(JsonRow.read(1, row))).containsExactly("attributes." + name + ": invalid-value");
        }
    }

    @Nested
    class WhenTheCredentialIsNotOneToAccept {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'algorithm':'pbkdf2-sha256','hashIterations':0,'salt':'c2FsdA==','value':'aGFzaA=='}",
                    "{'algorithm':'pbkdf2-sha256','hashIterations':2000001,'salt':'c2FsdA==','value':'aGFzaA=='}",
                    "{'algorithm':'argon2','hashIterations':101,'salt':'c2FsdA==','value':'aGFzaA=='}",
                    "{'algorithm':'argon2','hashIterations':5,'salt':'c2FsdA==','value':'aGFzaA==',"
                            + "'additionalParameters':{'memory':['999999']}}",
                    "{'algorithm':'argon2','hashIterations':5,'salt':'c2FsdA==','value':'aGFzaA==',"
                            + "'additionalParameters':{'cost':['1']}}",
                    "{'algorithm':'pbkdf2-sha256','hashIterations':1,'salt':'###','value':'aGFzaA=='}",
                    "{'algorithm':'pbkdf2-sha256','hashIterations':1,'salt':'c2FsdA=='}",
                    "{'algorithm':'','hashIterations':1,'salt':'c2FsdA==','value':'aGFzaA=='}",
                    "{'algorithm':'pbkdf2-sha256','hashIterations':1.5,'salt':'c2FsdA==','value':'aGFzaA=='}",
                    "{'type':'otp','secretData':'{}','credentialData':'{}'}",
                    "{'type':'password','secretData':'no','credentialData':'{}'}"
                })
        void itIsRefused(String credential) {
            assertThat(problems(read("{'usercode':'E1','credential':" + credential + "}")))
                    .containsExactly("credential: invalid-value");
        }

        @Test
        void aMemberNobodyKnowsIsMalformed() {
            assertThat(problems(read("{'usercode':'E1','credential':{'password':'secret'}}")))
                    .containsExactly("credential: malformed-row");
        }
    }
}
