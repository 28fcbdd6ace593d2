package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.GrantError.Code;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Wanted;
import dev.rolecall.ldap.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewCustomersTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(List.of(), List.of());

    private final List<String> made = new ArrayList<>();
    private final NewCustomers customers = NewCustomers.by(
            alias -> {
                made.add(alias);
                return alias.startsWith("bad") ? Optional.of("it is bad") : Optional.empty();
            },
            3);

    /** What the access model says of references and aliases; nothing is refused otherwise. */
    private final Map<String, Code> refused = new HashMap<>();

    private void settle(NewCustomers some, String... targets) {
        GrantBatch trial = mock(GrantBatch.class);
        when(trial.givable(any())).thenAnswer(call -> {
            Wanted wanted = call.getArgument(0);
            List<GrantError> errors = Stream.of(wanted.customers(), wanted.roles(), wanted.permissions())
                    .flatMap(List::stream)
                    .filter(refused::containsKey)
                    .map(text -> new GrantError("roles", refused.get(text), text))
                    .toList();
            return new GrantBatch.Givable(wanted, errors);
        });
        some.settle(targets(targets), trial, CATALOG);
    }

    private void isUnknown(String... texts) {
        List.of(texts).forEach(text -> refused.put(text, Code.UNKNOWN_CUSTOMER));
    }

    private static List<Target> targets(String... texts) {
        return Stream.of(texts).map(Target::parse).toList();
    }

    @Test
    void aCustomerThatIsNotThereIsCreatedOnce() {
        isUnknown("VIEW@new", "ADMIN@new/prod", "new");

        settle(customers, "VIEW@new", "ADMIN@new/prod", "member:new", "VIEW@acme");
        settle(customers, "VIEW@new");

        assertThat(made).containsExactly("new");
        assertThat(customers.created()).isEqualTo(1);
        assertThat(customers.problems(targets("VIEW@new"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNKNOWN_CUSTOMER"})
    void noneIsCreatedForWhatCannotBeGivenAnyway(Code code) {
        refused.put("VIEW@new", code);

        settle(customers, "VIEW@new");

        assertThat(made).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEW@System", "VIEW@SYSTEM", "VIEW@a%20b", "VIEW@a:b", "VIEW@a%2Fb", "VIEW@a%40system"})
    void noneIsCreatedThatCouldNotBeCalledSo(String reference) {
        isUnknown(reference);

        settle(customers, reference);

        assertThat(made).isEmpty();
        assertThat(customers.problems(targets(reference)))
                .singleElement()
                .asString()
                .contains("is not created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEW@system", "role:auditor", "role:wiki/editor"})
    void whatIsAboutNoCustomerCreatesNone(String target) {
        isUnknown("VIEW@system");

        settle(customers, target);

        assertThat(made).isEmpty();
    }

    @Test
    void moreThanTheLimitWait() {
        String[] many = IntStream.range(0, 5).mapToObj(i -> "VIEW@c" + i).toArray(String[]::new);
        isUnknown(many);

        settle(customers, many);

        assertThat(made).containsExactly("c0", "c1", "c2");
        assertThat(customers.problems(targets(many)))
                .hasSize(2)
                .allMatch(problem -> problem.contains("is not created now"));
    }

    @Test
    void oneThatCannotBeCreatedIsTriedOnceAndCounts() {
        isUnknown("VIEW@bad", "VIEW@bad2", "VIEW@c1", "VIEW@c2");

        settle(customers, "VIEW@bad", "VIEW@bad2", "VIEW@c1");
        settle(customers, "VIEW@bad", "VIEW@c2");

        assertThat(made).containsExactly("bad", "bad2", "c1");
        assertThat(customers.problems(targets("VIEW@bad")))
                .containsExactly("the customer 'bad' is not created: it is bad");
    }

    @Test
    void aPreviewCreatesNoneAndSaysSo() {
        isUnknown("VIEW@new");
        NewCustomers foreseen = NewCustomers.foreseen();

        settle(foreseen, "VIEW@new");

        assertThat(foreseen.created()).isZero();
        assertThat(foreseen.problems(targets("VIEW@new")))
                .containsExactly(
                        "the customer 'new' is not there yet: the login or sync that gives something there creates it");
    }
}
