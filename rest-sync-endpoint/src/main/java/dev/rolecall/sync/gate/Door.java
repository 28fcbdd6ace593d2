package dev.rolecall.sync.gate;

/**
 * Lets a request in, or not, and says in whose name. The same resources stand behind two doors: {@link Gate} for
 * integrations, {@link AdminGate} for administrators.
 */
public interface Door {
    /**
     * The caller, who has at least one of these roles. Ends the request's transaction: what reads or writes behind the
     * door does so in a {@link RealmJob}.
     *
     * @throws Refusal what the caller is answered instead
     */
    Caller admit(ClientRole first, ClientRole... others);
}
