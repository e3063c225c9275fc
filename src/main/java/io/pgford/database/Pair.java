package io.pgford.database;

import java.util.Optional;

/**
 * The two sides of a crossing.
 *
 * @param fdwHost where {@code new} reaches {@code old}, if not under the shell's own address
 * @param fdwPort likewise
 */
public record Pair(Endpoint oldEnd, Endpoint newEnd, Optional<String> fdwHost, Optional<Integer> fdwPort) {
    public Endpoint at(Side side) {
        return side == Side.OLD ? oldEnd : newEnd;
    }

    /** The address that the foreign server gets. */
    public Link link() {
        return new Link(fdwHost.orElse(oldEnd.host()), fdwPort.orElse(oldEnd.port()));
    }
}
