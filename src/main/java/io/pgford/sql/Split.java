package io.pgford.sql;

import java.util.List;
import java.util.Optional;

/**
 * A text cut into statements.
 *
 * @param pieces what is complete, in order
 * @param open what is not; empty where nothing but blanks follows
 */
public record Split(List<Piece> pieces, Optional<Open> open) {
    public Split {
        pieces = List.copyOf(pieces);
    }

    /** The statements alone, each without its semicolon. */
    public List<String> statements() {
        return pieces.stream()
                .filter(piece -> piece.kind() == Piece.Kind.STATEMENT)
                .map(Piece::text)
                .toList();
    }
}
