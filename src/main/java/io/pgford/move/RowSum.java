package io.pgford.move;

import java.util.zip.CRC32C;

/**
 * A checksum over rows that does not depend on their order: the sum, modulo 2⁶⁴, of a hash of each row's bytes. So what was sent
 * can be compared with what is read back, without sorting and without holding any of it.
 */
final class RowSum {
    private final CopyFormat format;
    private final CRC32C crc = new CRC32C();
    private long rows;
    private long bytes;
    private long sum;

    RowSum(CopyFormat format) {
        this.format = format;
    }

    /** Adds the row in what COPY has sent at once, if there is one. */
    void add(byte[] sent) {
        int before = format.before(sent);
        int length = sent.length - before;
        if (length == 0) {
            return;
        }
        crc.reset();
        crc.update(sent, before, length);
        sum += mixed((crc.getValue() << 32) | (length & 0xFFFF_FFFFL));
        rows++;
        bytes += length;
    }

    /** Spreads the bits, so that differences in two rows do not cancel each other out in the sum (the end of splitmix64). */
    private static long mixed(long hash) {
        long z = hash + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    long value() {
        return sum;
    }
}
