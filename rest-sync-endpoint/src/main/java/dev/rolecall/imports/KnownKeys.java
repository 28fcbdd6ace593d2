package dev.rolecall.imports;

import dev.rolecall.sync.rows.SeenKeys;
import java.util.HashSet;
import java.util.Set;

/**
 * Which keys a run has read already, so that the database is asked about those alone that may be there twice. It holds 64
 * bits of each key: two keys that share them cost a question and nothing else. A run that goes on where another one
 * left off learns the keys it reads past; one whose file has more rows than there is room for asks about each.
 * For one thread at a time.
 */
final class KnownKeys implements SeenKeys {
    /** 16 bytes each at most: 32 MB for a file of two million rows. */
    private static final int MOST = 2_000_000;

    private final SeenKeys stored;
    private final int most;
    private long[] table = new long[1 << 12];
    private int size;
    private boolean complete = true;

    /** @param stored knows the rows behind the checkpoint */
    KnownKeys(SeenKeys stored) {
        this(stored, MOST);
    }

    KnownKeys(SeenKeys stored, int most) {
        this.stored = stored;
        this.most = most;
    }

    /** A row behind the checkpoint has this key. */
    void learn(String key) {
        makeRoom(1);
        if (complete) {
            add(hash(key));
        }
    }

    @Override
    public Set<String> among(Set<String> keys) {
        makeRoom(keys.size());
        if (!complete) {
            return stored.among(keys);
        }
        Set<String> maybe = new HashSet<>();
        for (String key : keys) {
            if (!add(hash(key))) {
                maybe.add(key);
            }
        }
        return maybe.isEmpty() ? Set.of() : stored.among(maybe);
    }

    private void makeRoom(int more) {
        if (complete && size + more > most) {
            complete = false;
            table = new long[0];
        }
    }

    /** Open addressing; 0 is a free place, and no hash. */
    private boolean add(long hash) {
        if (2 * (size + 1) > table.length) {
            grow();
        }
        int place = place(hash);
        if (table[place] == hash) {
            return false;
        }
        table[place] = hash;
        size++;
        return true;
    }

    private int place(long hash) {
        int place = (int) (hash >>> 32) & (table.length - 1);
        while (table[place] != 0 && table[place] != hash) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        for (long hash : old) {
            if (hash != 0) {
                table[place(hash)] = hash;
            }
        }
    }

    /** FNV-1a over the characters, mixed so that each bit tells. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 29;
        return hash == 0 ? 1 : hash;
    }
}
