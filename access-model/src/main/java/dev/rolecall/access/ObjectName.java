package dev.rolecall.access;

import java.util.Optional;
import java.util.regex.Pattern;

/** How new customers and deployments may be called. Those that are there already keep their names, whatever they are. */
public final class ObjectName {
    public static final int MAX_LENGTH = 255;

    /** What Keycloak refuses in an organization's alias, and what would need encoding in a reference or in a scope. */
    private static final Pattern RESERVED_IN_ALIAS = Pattern.compile("[\\s\\p{Cntrl}%:/?#@!$&()*+,;=\\[\\]\\\\]");

    private ObjectName() {}

    /** Why a new customer cannot have that alias, for whoever asked for it. */
    public static Optional<String> faultOfAlias(String alias) {
        if (alias.equals(AccessObject.SYSTEM_ALIAS)) {
            return Optional.of("the alias " + AccessObject.SYSTEM_ALIAS + " is reserved");
        }
        if (isNoLength(alias)) {
            return length("an alias");
        }
        if (hasControl(alias)) {
            return control("an alias");
        }
        return RESERVED_IN_ALIAS.matcher(alias).find()
                ? Optional.of("an alias has no white space and none of % : / ? # @ ! $ & ( ) * + , ; = [ ] \\")
                : Optional.empty();
    }

    /** Why a new customer cannot have that name, which is for people. */
    public static Optional<String> faultOfName(String name) {
        return isNoLength(name) ? length("a name") : hasControl(name) ? control("a name") : Optional.empty();
    }

    /** Why a new deployment cannot have that name. */
    public static Optional<String> faultOfDeployment(String name) {
        if (isNoLength(name)) {
            return length("a deployment's name");
        }
        if (RoleType.named(name).isPresent()) {
            return Optional.of("a deployment is not called like a role");
        }
        if (GroupPlace.grant("c", null, null, name, null).isPresent()) {
            return Optional.of("a deployment's name does not begin with +");
        }
        if (name.indexOf('/') >= 0) {
            return Optional.of("a deployment's name has no /");
        }
        if (!name.equals(name.strip())) {
            return Optional.of("a deployment's name neither begins nor ends with white space");
        }
        return hasControl(name) ? control("a deployment's name") : Optional.empty();
    }

    private static boolean isNoLength(String name) {
        return name.isBlank() || name.length() > MAX_LENGTH;
    }

    private static Optional<String> length(String what) {
        return Optional.of(what + " has 1 to " + MAX_LENGTH + " characters");
    }

    private static boolean hasControl(String name) {
        return name.codePoints().anyMatch(Character::isISOControl);
    }

    private static Optional<String> control(String what) {
        return Optional.of(what + " has no control characters");
    }
}
