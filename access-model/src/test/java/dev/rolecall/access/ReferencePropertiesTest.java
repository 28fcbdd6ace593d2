package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever things are called, short of control characters, a reference to them can be written and read again. */
class ReferencePropertiesTest {
    /** Every character that is one and prints or stands for a space, with those that mean something to the notation more often. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .all()
                .excludeChars(surrogates())
                .withChars("%@/;, \u00a0\u2028.+ä")
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(name ->
                        name.chars().noneMatch(c -> Character.isSurrogate((char) c) || Character.isISOControl(c)));
    }

    @Provide
    Arbitrary<AccessObject> objects() {
        Arbitrary<AccessObject> customers = names().map(AccessObject::ofOrganization);
        Arbitrary<AccessObject> deployments = Combinators.combine(
                        names().filter(name -> !name.equals(AccessObject.SYSTEM_ALIAS)), names())
                .as(AccessObject.Deployment::new);
        return Arbitraries.oneOf(customers, deployments);
    }

    @Property
    void aReferenceReadsBack(
            @ForAll("names") String client, @ForAll("names") String role, @ForAll("objects") AccessObject object) {
        Assume.that(client.charAt(0) != '.');
        Reference reference = new Reference(client + "." + role, object);

        assertThat(Reference.parse(reference.toString())).isEqualTo(reference);
    }

    @Property
    void anObjectReadsBack(@ForAll("objects") AccessObject object) {
        assertThat(AccessObject.parse(object.path())).isEqualTo(object);
    }

    private static char[] surrogates() {
        char[] surrogates = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < surrogates.length; i++) {
            surrogates[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return surrogates;
    }
}
