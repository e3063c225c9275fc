package io.pgford.crossing;

import io.pgford.database.Name;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The name of the foreign table that stands for a table: {@code x_remote}, beside {@code x}. */
final class RemoteName {
    /** {@code NAMEDATALEN - 1}, in bytes: a longer name would be cut by the server. */
    private static final int LONGEST = 63;

    private static final String SUFFIX = "_remote";

    private RemoteName() {}

    /** Beside the table, within 63 bytes; a name that has to be cut keeps a checksum of the whole, so that it stays unique. */
    static Name of(Name table) {
        String whole = table.name() + SUFFIX;
        if (bytes(whole) <= LONGEST) {
            return new Name(table.schema(), whole);
        }
        CRC32 sum = new CRC32();
        sum.update(table.name().getBytes(StandardCharsets.UTF_8));
        String ending = String.format("_%08x%s", sum.getValue(), SUFFIX);
        String start = table.name();
        while (bytes(start) + bytes(ending) > LONGEST) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return new Name(table.schema(), start + ending);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
