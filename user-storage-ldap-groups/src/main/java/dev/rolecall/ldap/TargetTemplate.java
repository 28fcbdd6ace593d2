package dev.rolecall.ldap;

import static dev.rolecall.ldap.RuleSyntaxException.quoted;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.ObjectName;
import dev.rolecall.access.Reference;
import dev.rolecall.access.RoleScope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a rule gives, before it is known to whom. A capture stands for a customer or a deployment, or for a part of its
 * name; never for a role, and never for the system.
 */
sealed interface TargetTemplate {
    Set<String> captures();

    /** The alias of the customer, or {@code system}, that it is about whoever gets it. */
    Optional<String> customer();

    /** @throws UnusableCaptureException if a capture is no name of what it stands for */
    Target fill(Map<String, Capture> captures) throws UnusableCaptureException;

    /** The same for everybody. */
    record Fixed(Target target) implements TargetTemplate {
        @Override
        public Set<String> captures() {
            return Set.of();
        }

        @Override
        public Optional<String> customer() {
            if (target instanceof Target.Grant grant) {
                return Optional.of(grant.reference().object().organization());
            }
            return target instanceof Target.Association association
                    ? Optional.of(association.customer())
                    : Optional.empty();
        }

        @Override
        public Target fill(Map<String, Capture> captures) {
            return target;
        }
    }

    /** @param role as in a {@link Reference}, or null to associate the person only */
    record OnObject(
            @Nullable String role,
            NameTemplate alias,
            @Nullable NameTemplate deployment) implements TargetTemplate {
        @Override
        public Set<String> captures() {
            Set<String> names = new TreeSet<>(alias.captures());
            if (deployment != null) {
                names.addAll(deployment.captures());
            }
            return names;
        }

        @Override
        public Optional<String> customer() {
            return Optional.ofNullable(alias.literal());
        }

        @Override
        public Target fill(Map<String, Capture> captures) throws UnusableCaptureException {
            AccessObject object = object(captures);
            return role == null ? new Target.Association(object) : new Target.Grant(new Reference(role, object));
        }

        private AccessObject object(Map<String, Capture> captures) throws UnusableCaptureException {
            String customer = named("customer", alias, captures, ObjectName::faultOfAlias);
            return deployment == null
                    ? new AccessObject.Customer(customer)
                    : new AccessObject.Deployment(
                            customer, named("deployment", deployment, captures, ObjectName::faultOfDeployment));
        }

        /** A name that stands in the rule is an administrator's; one that was caught is anybody's. */
        private static String named(
                String what,
                NameTemplate template,
                Map<String, Capture> captures,
                Function<String, Optional<String>> faultOf)
                throws UnusableCaptureException {
            String name = template.fill(captures);
            Optional<String> fault = template.literal() == null ? faultOf.apply(name) : Optional.empty();
            if (fault.isPresent()) {
                throw new UnusableCaptureException("what was caught is no " + what + ": " + fault.get());
            }
            return name;
        }
    }

    /** @throws RuleSyntaxException if it is no target */
    static TargetTemplate parse(String text) {
        if (text.isEmpty()) {
            throw new RuleSyntaxException("a target is missing; several are parted by one comma");
        }
        if (text.length() > Reference.MAX_LENGTH) {
            throw new RuleSyntaxException("a target has at most " + Reference.MAX_LENGTH + " characters");
        }
        try {
            return text.contains(NameTemplate.OPENING) ? template(text) : new Fixed(sensible(Target.parse(text)));
        } catch (InvalidReferenceException | RuleSyntaxException e) {
            throw new RuleSyntaxException(quoted(text) + ": " + e.getMessage(), e);
        }
    }

    private static TargetTemplate template(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            if (text.startsWith(Target.Association.PREFIX)) {
                String customer = text.substring(Target.Association.PREFIX.length());
                return new OnObject(null, NameTemplate.parse("customer", customer), null);
            }
            throw new RuleSyntaxException(
                    "a capture stands for a customer or a deployment only, behind the @ or member:");
        }
        if (text.indexOf(NameTemplate.OPENING) < at) {
            throw new RuleSyntaxException("a capture stands for a customer or a deployment only, not for a role");
        }
        String object = text.substring(at + 1);
        int slash = object.indexOf('/');
        NameTemplate customer = NameTemplate.parse("customer", slash < 0 ? object : object.substring(0, slash));
        NameTemplate deployment = slash < 0 ? null : NameTemplate.parse("deployment", object.substring(slash + 1));
        String alias = customer.literal();
        AccessObject sample = deployment == null
                ? new AccessObject.Customer("customer")
                : Reference.parse("VIEW@" + Reference.encode(alias == null ? "customer" : alias) + "/deployment")
                        .object();
        Target.Grant grant = new Target.Grant(new Reference(
                Reference.parse(text.substring(0, at) + "@customer").name(), sample));
        return new OnObject(((Target.Grant) sensible(grant)).reference().name(), customer, deployment);
    }

    private static Target sensible(Target target) {
        if (target instanceof Target.Grant grant) {
            RoleScope scope = grant.reference().scope();
            if (grant.reference().type().filter(type -> !type.existsOn(scope)).isPresent()) {
                throw new RuleSyntaxException("SUPER exists on the system only");
            }
        }
        return target;
    }
}
