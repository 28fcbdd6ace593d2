package dev.rolecall.sync.gate;

import java.util.Locale;

/** The roles of the client {@code rolecall} that open the integration API. */
public enum ClientRole {
    /** Send a file and follow that import, nothing else. */
    IMPORT_CREATE,
    /** See every import of the realm. */
    IMPORT_VIEW,
    SYNC_WRITE,
    USER_VIEW,
    /** See who may do what. */
    ACCESS_VIEW,
    /** Give and take grants, within the caller's own. */
    ACCESS_MANAGE;

    /** The client that has the roles, and the audience a token must name. */
    public static final String CLIENT = "rolecall";

    /** The name of the role, for example {@code import-create}. */
    public String role() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
