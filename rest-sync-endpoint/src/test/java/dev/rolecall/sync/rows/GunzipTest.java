package dev.rolecall.sync.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static final byte[] TEXT = Reading.bytes("usercode,firstName\nE1,Ada\nE2,Grace\n");

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] gunzip(byte[] packed) throws IOException {
        try (Gunzip gunzip = new Gunzip(slowly(packed), Long.MAX_VALUE)) {
            return gunzip.readAllBytes();
        }
    }

    private static InputStream slowly(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                return super.read(target, offset, Math.min(5, count));
            }
        };
    }

    private static byte[] together(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void givesWhatIsInIt() throws Exception {
        assertThat(gunzip(gzip(TEXT))).isEqualTo(TEXT);
        assertThat(gunzip(gzip(new byte[0]))).isEmpty();
    }

    @Test
    void givesLargeContentWhole() throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);

        assertThat(gunzip(gzip(content))).isEqualTo(content);
    }

    @Test
    void givesWhatIsInSeveralMembers() throws Exception {
        assertThat(gunzip(together(gzip(TEXT), gzip(TEXT)))).isEqualTo(together(TEXT, TEXT));
    }

    @Test
    void readsAHeaderWithEverything() throws Exception {
        byte[] packed = gzip(TEXT);
        byte[] header = {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0, 2, 0, 'x', 'y', 'n', 0, 'c', 0, 1, 2};

        assertThat(gunzip(together(header, Arrays.copyOfRange(packed, 10, packed.length))))
                .isEqualTo(TEXT);
    }

    @Test
    void takesNoBrokenOffFileForAWholeOne() {
        byte[] packed = together(gzip(TEXT), gzip(TEXT));
        int first = packed.length / 2;

        for (int length = 0; length < packed.length; length++) {
            byte[] broken = Arrays.copyOf(packed, length);
            if (length != first) {
                assertThatThrownBy(() -> gunzip(broken)).isInstanceOf(UnreadableBodyException.class);
            }
        }
    }

    @Test
    void takesNothingForTheEndThatIsNone() {
        assertThatThrownBy(() -> gunzip(together(gzip(TEXT), Reading.bytes("more"))))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("follows the end");
    }

    @Test
    void findsAChangedByte() {
        byte[] packed = gzip(TEXT);

        for (int i = packed.length - 8; i < packed.length; i++) {
            byte[] changed = packed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> gunzip(changed)).isInstanceOf(UnreadableBodyException.class);
        }
    }

    @Test
    void refusesABomb() {
        byte[] bomb = gzip(new byte[32 << 20]);

        assertThatThrownBy(() -> new Gunzip(new ByteArrayInputStream(bomb), Long.MAX_VALUE)
                        .transferTo(java.io.OutputStream.nullOutputStream()))
                .isInstanceOf(TooLargeBodyException.class)
                .hasMessageContaining("200 fold");
    }

    @Test
    void refusesMoreThanItMayGive() {
        assertThatThrownBy(() -> new Gunzip(new ByteArrayInputStream(gzip(new byte[101])), 100).readAllBytes())
                .isInstanceOf(TooLargeBodyException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void givesThatRepetitiveFilesMayGrow() throws Exception {
        byte[] small = new byte[9 << 20];

        assertThat(gunzip(gzip(small))).hasSize(small.length);
    }

    @Test
    void doesNotTakeAFailingDiskForTheEnd() {
        InputStream failing = new InputStream() {
            private final InputStream start = new ByteArrayInputStream(gzip(TEXT));

            @Override
            public int read() throws IOException {
                int b = start.read();
                if (b < 0) {
                    throw new IOException("gone");
                }
                return b;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                int b = read();
                target[offset] = (byte) b;
                return 1;
            }
        };

        assertThatThrownBy(() -> new Gunzip(failing, Long.MAX_VALUE).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }
}
