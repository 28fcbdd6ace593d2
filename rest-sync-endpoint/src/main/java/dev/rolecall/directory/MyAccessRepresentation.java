package dev.rolecall.directory;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.CustomerAccess;
import dev.rolecall.sync.gate.Page;
import java.util.ArrayList;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of one's own access.
 *
 * @param access as in the claim, with these customers only
 * @param total  of how many customers
 * @param digest of the whole document: another one means that something changed between two pages
 */
record MyAccessRepresentation(Map<String, Object> access, long total, String digest) {
    static MyAccessRepresentation of(AccessDocument document, Page page) {
        SortedMap<String, CustomerAccess> customers = new TreeMap<>();
        page.of(new ArrayList<>(document.customers().entrySet()))
                .forEach(customer -> customers.put(customer.getKey(), customer.getValue()));
        return new MyAccessRepresentation(
                new AccessDocument(document.system(), customers).toClaim(),
                document.customers().size(),
                document.digest());
    }
}
