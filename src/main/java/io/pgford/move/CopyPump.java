package io.pgford.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Pumps the bytes of one {@code COPY TO STDOUT} into another's {@code FROM STDIN}; holds one row and one buffer at a time. */
final class CopyPump {
    private static final int BUFFER_BYTES = 64 * 1024;

    private boolean reading;

    /**
     * What went through.
     *
     * @param checksum CRC-32C over the bytes as sent
     */
    record Pumped(long rows, long bytes, long checksum) {}

    /**
     * Runs both COPY statements until the first has no more rows.
     *
     * @throws SQLException where either side fails, or counts other rows than the other
     */
    Pumped run(Connection from, String copyOut, Connection to, String copyIn) throws SQLException {
        reading = true;
        CopyOut out = from.unwrap(PGConnection.class).getCopyAPI().copyOut(copyOut);
        reading = false;
        FaultPoint.DELETING.pass();
        CopyIn in = to.unwrap(PGConnection.class).getCopyAPI().copyIn(copyIn);
        byte[] buffer = new byte[BUFFER_BYTES];
        int filled = 0;
        long bytes = 0;
        CRC32C checksum = new CRC32C();
        for (byte[] row = next(out); row != null; row = next(out)) {
            checksum.update(row, 0, row.length);
            bytes += row.length;
            if (filled + row.length > buffer.length) {
                in.writeToCopy(buffer, 0, filled);
                filled = 0;
            }
            if (row.length > buffer.length) {
                in.writeToCopy(row, 0, row.length);
            } else {
                System.arraycopy(row, 0, buffer, filled, row.length);
                filled += row.length;
            }
        }
        in.writeToCopy(buffer, 0, filled);
        FaultPoint.DELETED.pass();
        long landed = in.endCopy();
        long left = out.getHandledRowCount();
        if (landed != left) {
            throw new SQLException("old sent " + left + " rows, and new took " + landed);
        }
        return new Pumped(landed, bytes, checksum.getValue());
    }

    private byte[] next(CopyOut out) throws SQLException {
        reading = true;
        byte[] row = out.readFromCopy();
        reading = false;
        return row;
    }

    /** Whether it ended while it waited for the side that sends. */
    boolean reading() {
        return reading;
    }
}
