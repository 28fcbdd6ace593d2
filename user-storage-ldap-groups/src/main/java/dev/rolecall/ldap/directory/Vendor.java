package dev.rolecall.ldap.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Kinds of directories, as Keycloak knows them, and how people are usually kept there. */
public enum Vendor {
    /** Active Directory. People log in with the name they log in to Windows with. */
    AD("ad", "sAMAccountName", "cn", "objectGUID", "person,organizationalPerson,user"),
    /** Red Hat Directory Server, and 389. */
    RHDS("rhds", "uid", "uid", "nsuniqueid", "inetOrgPerson"),
    TIVOLI("tivoli", "uid", "uid", "uniqueidentifier", "inetOrgPerson"),
    EDIRECTORY("edirectory", "uid", "uid", "guid", "inetOrgPerson"),
    /** OpenLDAP among them. */
    OTHER("other", "uid", "uid", "entryUUID", "inetOrgPerson");

    private final String id;
    private final String usernameAttribute;
    private final String rdnAttribute;
    private final String uuidAttribute;
    private final String objectClasses;

    Vendor(String id, String usernameAttribute, String rdnAttribute, String uuidAttribute, String objectClasses) {
        this.id = id;
        this.usernameAttribute = usernameAttribute;
        this.rdnAttribute = rdnAttribute;
        this.uuidAttribute = uuidAttribute;
        this.objectClasses = objectClasses;
    }

    public static Optional<Vendor> of(String id) {
        return Arrays.stream(values()).filter(vendor -> vendor.id.equals(id)).findFirst();
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Vendor::id).toList();
    }

    /** Keycloak's name for it. */
    public String id() {
        return id;
    }

    public String usernameAttribute() {
        return usernameAttribute;
    }

    public String rdnAttribute() {
        return rdnAttribute;
    }

    public String uuidAttribute() {
        return uuidAttribute;
    }

    /** People have all of them. */
    public List<String> objectClasses() {
        return List.of(objectClasses.split(",", -1));
    }
}
