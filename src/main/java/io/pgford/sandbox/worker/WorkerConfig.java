package io.pgford.sandbox.worker;

import io.pgford.database.Pair;
import io.pgford.database.Side;

/**
 * What a worker is asked to do. Holds passwords: it is written to a file that only its owner can read.
 *
 * @param pair both ends, with the application's role and password
 * @param side where it begins
 * @param clients how many connections, each with a thread of its own
 * @param fill how many children there are to be before the clients begin; 0 to leave it
 * @param pace operations a second for each client; 0 for as many as it can
 */
public record WorkerConfig(Pair pair, Side side, int clients, long fill, int pace) {
    /** The same on another side. */
    WorkerConfig on(Side other) {
        return new WorkerConfig(pair, other, clients, fill, pace);
    }
}
