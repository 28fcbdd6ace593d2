package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserSyncPayloadTest {
    private static final List<String> DEPARTMENT = List.of("department");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Nested
    class Written {
        private final ObjectNode row = (ObjectNode) json("""
                {'usercode':'E1','username':'ada','firstName':'Ada','enabled':true,'userType':'HUMAN',
                 'attributes':{'department':['R&D'],'manager':['E0']},'customers':['acme'],
                 'roles':['ADMIN@acme'],'permissions':[]}""");

        @Test
        void holdsASectionForEachKindOfThing() {
            assertThat(UserSyncPayload.of(row, DEPARTMENT)).isEqualTo(json("""
                            [{'user':{'usercode':'E1','username':'ada','firstName':'Ada','enabled':true,
                                      'customers':['acme']}},
                             {'roles':['ADMIN@acme']},
                             {'permissions':[]},
                             {'responsibilities':{'department':['R&D']}}]"""));
        }

        @Test
        void leavesResponsibilitiesOutWhereNoneAreAskedFor() {
            assertThat(UserSyncPayload.of(row, List.of())).hasSize(3);
        }

        @Test
        void isReadAsThatVeryPerson() {
            ObjectNode read = UserSyncPayload.row(UserSyncPayload.of(row, DEPARTMENT), DEPARTMENT);

            assertThat(read).isEqualTo(json("""
                            {'usercode':'E1','username':'ada','email':null,'firstName':'Ada','lastName':null,
                             'enabled':true,'customers':['acme'],'roles':['ADMIN@acme'],'permissions':[],
                             'attributes':{'department':['R&D']}}"""));
        }
    }

    @Nested
    class Read {
        @Test
        void meansNoneByWhatItLeavesOut() {
            assertThat(UserSyncPayload.row(json("[{'user':{'usercode':'E1'}}]"), DEPARTMENT))
                    .isEqualTo(json("""
                            {'usercode':'E1','email':null,'firstName':null,'lastName':null,'customers':[],'roles':[],
                             'permissions':[],'attributes':{'department':null}}"""));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{'user':{'usercode':'E1'}} | payload",
                    "'text' | payload",
                    "[] | user",
                    "[{'roles':[]}] | user",
                    "['user'] | payload",
                    "[{}] | payload",
                    "[{'user':{'usercode':'E1'},'roles':[]}] | payload",
                    "[{'user':{'usercode':'E1'}},{'user':{'usercode':'E2'}}] | payload",
                    "[{'user':{'usercode':'E1'}},{'roles':[]},{'roles':[]}] | payload",
                    "[{'user':{'usercode':'E1'}},{'groups':[]}] | payload",
                    "[{'user':'E1'}] | user",
                    "[{'user':{'usercode':'E1','attributes':{}}}] | user",
                    "[{'user':{'usercode':'E1','customers':null}}] | user",
                    "[{'user':{'usercode':'E1','customers':'acme'}}] | user",
                    "[{'user':{'usercode':'E1'}},{'roles':null}] | roles",
                    "[{'user':{'usercode':'E1'}},{'permissions':{}}] | permissions",
                    "[{'user':{'usercode':'E1'}},{'responsibilities':[]}] | responsibilities",
                    "[{'user':{'usercode':'E1'}},{'responsibilities':{'manager':['E0']}}] | responsibilities",
                    "[{'user':{'usercode':'E1'}},{'responsibilities':{'department':'R&D'}}] | responsibilities"
                })
        void isRefusedWhereItIsNotOfTheFormat(String payload, String field) {
            assertThatThrownBy(() -> UserSyncPayload.row(json(payload), DEPARTMENT))
                    .isInstanceOfSatisfying(
                            UserSyncException.class,
                            e -> assertThat(e.problems())
                                    .containsExactly(new UserSyncProblem(field, "malformed-payload")));
        }

        @Test
        void isRefusedWhereItIsTooLong() {
            String name = "a".repeat(UserSyncPayload.MAX_LENGTH);

            assertThatThrownBy(() -> UserSyncPayload.row(
                            json("[{'user':{'usercode':'E1','firstName':'" + name + "'}}]"), DEPARTMENT))
                    .hasMessage("[payload: too-long]");
        }
    }
}
