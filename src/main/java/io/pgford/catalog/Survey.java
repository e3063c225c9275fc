package io.pgford.catalog;

import io.pgford.database.Connections;
import io.pgford.database.Name;
import io.pgford.database.Side;
import java.util.List;
import java.util.stream.Stream;

/** Both catalogs and pgford's register: all that a step looks at before it decides what is left to do. */
public record Survey(Catalog oldSide, Catalog newSide, Register register) {
    /**
     * Reads both sides.
     *
     * @throws io.pgford.problem.Problem where one of them cannot be reached
     */
    public static Survey of(Connections connections) {
        Catalog oldSide = connections.with(Side.OLD, c -> CatalogReader.read(Side.OLD, c));
        Catalog newSide = connections.with(Side.NEW, c -> CatalogReader.read(Side.NEW, c));
        return new Survey(oldSide, newSide, connections.with(Side.NEW, RegisterReader::read));
    }

    /** The catalog of a side. */
    public Catalog of(Side side) {
        return side == Side.OLD ? oldSide : newSide;
    }

    /** The tables of {@code old} that take part in the crossing, by name. */
    public List<Table> crossing() {
        return oldSide.sortedTables().stream()
                .filter(t -> !register.skipped().contains(t.name()))
                .toList();
    }

    /** The foreign keys of {@code old}: those in force, and those that were taken off for the crossing. */
    public List<ForeignKey> references() {
        return Stream.concat(
                        oldSide.foreignKeys().stream(),
                        register.keptOnOld().stream().map(KeptForeignKey::key))
                .toList();
    }

    /** What stands between a table and the ford; empty where it can cross. */
    public List<String> obstacles(Name table) {
        return Obstacles.of(oldSide.tables().get(table));
    }
}
