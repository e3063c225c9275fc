package io.pgford.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Pumps the bytes of one {@code COPY TO STDOUT} after another into as many {@code FROM STDIN}; holds one row and one buffer at a
 * time.
 */
final class CopyPump {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final CopyFormat format;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private boolean reading;
    private int filled;

    /**
     * What went through.
     *
     * @param checksum over the rows as sent, see {@link RowSum}
     */
    record Pumped(long rows, long bytes, long checksum) {
        /** With what went through after it. */
        Pumped and(Pumped more) {
            return new Pumped(rows + more.rows, bytes + more.bytes, checksum + more.checksum);
        }

        /** Without what went through before it. */
        Pumped minus(Pumped less) {
            return new Pumped(rows - less.rows, bytes - less.bytes, checksum - less.checksum);
        }
    }

    /** @param format of both the COPY that sends and the one that takes */
    CopyPump(CopyFormat format) {
        this.format = format;
    }

    /** What else is to be pumped. */
    interface Source {
        /** For a single COPY. */
        Source NOTHING_MORE = new Source() {
            @Override
            public Optional<String> next() {
                return Optional.empty();
            }

            @Override
            public void landed(Pumped range, double millis) {}
        };

        /** Whether the rows that are being sent may land; otherwise they are read and dropped, and nothing more is sent. */
        default boolean landing() throws SQLException {
            return true;
        }

        /** The next {@code COPY TO STDOUT}; asked when all rows of the one before are on their way. Empty to end. */
        Optional<String> next() throws SQLException;

        /**
         * The rows of one have landed.
         *
         * @param range what went through for it
         * @param millis how long they took, without round trips
         */
        void landed(Pumped range, double millis) throws SQLException;
    }

    /**
     * Runs one COPY after the other until there are no more rows. The next begins to send while the one before still lands, so that
     * the side that takes the rows, which has more to do for each, never waits for them. Each ends before the next can: the
     * network holds megabytes, and what is in it would have to land before anybody sees that it is time to stop.
     *
     * @throws SQLException where either side fails, or counts other rows than the other
     */
    Pumped run(Connection from, String copyOut, Connection to, String copyIn, Source source) throws SQLException {
        CopyManager sender = from.unwrap(PGConnection.class).getCopyAPI();
        CopyManager taker = to.unwrap(PGConnection.class).getCopyAPI();
        Pumped all = new Pumped(0, 0, 0);
        Optional<CopyOut> sending = send(sender, Optional.of(copyOut));
        FaultPoint.DELETING.pass();
        while (sending.isPresent()) {
            CopyOut out = sending.get();
            if (!source.landing()) {
                drop(out);
                return all;
            }
            RowSum sum = new RowSum(format);
            long opening = System.nanoTime();
            CopyIn in = taker.copyIn(copyIn);
            long began = System.nanoTime();
            pump(out, in, sum);
            FaultPoint.DELETED.pass();
            long sent = System.nanoTime();
            long left = out.getHandledRowCount();
            sending = send(sender, next(source));
            long ending = System.nanoTime();
            long landed = in.endCopy();
            if (landed != left) {
                throw new SQLException("old sent " + left + " rows, and new took " + landed);
            }
            Pumped range = new Pumped(landed, sum.bytes(), sum.value());
            all = all.and(range);
            source.landed(
                    range, landingMillis(began - opening, sent - began, ending - sent, System.nanoTime() - ending));
        }
        return all;
    }

    /**
     * How long the rows took, whatever the network takes for a round trip.
     *
     * @param roundTrip until the COPY was open, in nanoseconds as all of them
     * @param beside until the next one was; the rows landed meanwhile only if they were not there at the end of it
     */
    private static double landingMillis(long roundTrip, long pumping, long beside, long ending) {
        long busy = ending > 2 * roundTrip ? beside : 0;
        return (pumping + busy + Math.max(0, ending - roundTrip)) / 1e6;
    }

    private Optional<String> next(Source source) throws SQLException {
        reading = true;
        Optional<String> next = source.next();
        reading = false;
        return next;
    }

    private Optional<CopyOut> send(CopyManager sender, Optional<String> copyOut) throws SQLException {
        if (copyOut.isEmpty()) {
            return Optional.empty();
        }
        reading = true;
        CopyOut out = sender.copyOut(copyOut.get());
        reading = false;
        return Optional.of(out);
    }

    /** Not by a cancel request, which can come too late and hit what is done next. */
    private void drop(CopyOut out) throws SQLException {
        while (read(out) != null) {
            // until the server has sent them all
        }
    }

    private void pump(CopyOut out, CopyIn in, RowSum sum) throws SQLException {
        while (passOne(out, in, sum)) {
            // The row that has passed is out of reach here, so that the next, which may be as large, never stands
            // beside it.
        }
        flush(in);
        in.flushCopy();
    }

    private boolean passOne(CopyOut out, CopyIn in, RowSum sum) throws SQLException {
        byte[] row = read(out);
        if (row == null) {
            return false;
        }
        sum.add(row);
        if (filled + row.length > buffer.length) {
            flush(in);
        }
        if (row.length > buffer.length) {
            in.writeToCopy(row, 0, row.length);
        } else {
            System.arraycopy(row, 0, buffer, filled, row.length);
            filled += row.length;
        }
        return true;
    }

    private void flush(CopyIn in) throws SQLException {
        in.writeToCopy(buffer, 0, filled);
        filled = 0;
    }

    private byte[] read(CopyOut out) throws SQLException {
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
