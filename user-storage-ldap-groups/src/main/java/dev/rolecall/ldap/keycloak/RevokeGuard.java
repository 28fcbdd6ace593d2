package dev.rolecall.ldap.keycloak;

/**
 * Whether a sync may take from as many people as it would. A wrong base or a filter that matches nothing looks like
 * everybody having left every group.
 *
 * @param percent of the people to whom groups gave something before
 */
record RevokeGuard(int percent) {
    /** One person may always leave, unless nothing is ever taken: a share of few people says nothing. */
    boolean lets(int losing, int holding) {
        return losing == 0 || (percent > 0 && (losing == 1 || (long) losing * 100 <= (long) percent * holding));
    }
}
