package io.pgford.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CopyFormatTest {
    private static final byte[] HEADER =
            bytes('P', 'G', 'C', 'O', 'P', 'Y', '\n', 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final byte[] TRAILER = bytes(0xFF, 0xFF);
    /** One column with one byte. */
    private static final byte[] ROW = bytes(0, 1, 0, 0, 0, 1, 'x');

    private static final byte[] OTHER_ROW = bytes(0, 1, 0xFF, 0xFF, 0xFF, 0xFF);

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] together(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static RowSum sum(CopyFormat format, List<byte[]> sent) {
        RowSum sum = new RowSum(format);
        sent.forEach(sum::add);
        return sum;
    }

    @Test
    void headerAndTrailerAreNoRows() {
        RowSum one = sum(CopyFormat.BINARY, List.of(together(HEADER, ROW), OTHER_ROW, TRAILER));
        RowSum other = sum(CopyFormat.BINARY, List.of(HEADER, OTHER_ROW, ROW, TRAILER));
        assertThat(one.rows()).isEqualTo(2);
        assertThat(one.bytes()).isEqualTo(ROW.length + OTHER_ROW.length);
        assertThat(other.value()).isEqualTo(one.value());
        assertThat(other.bytes()).isEqualTo(one.bytes());
        assertThat(sum(CopyFormat.BINARY, List.of(together(HEADER, TRAILER))).rows())
                .isZero();
    }

    @Test
    void textIsNothingButRows() {
        RowSum sum = sum(CopyFormat.TEXT, List.of(HEADER, TRAILER, ROW));
        assertThat(sum.rows()).isEqualTo(3);
        assertThat(sum.bytes()).isEqualTo(HEADER.length + TRAILER.length + ROW.length);
    }
}
