package io.pgford.catalog;

import io.pgford.database.Name;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What there is of pgford on {@code new}: the link, the gates, and its own tables. Everything about the state of a crossing is
 * read from here and from the two catalogs, never remembered by the process.
 *
 * @param exists whether schema {@code pgford} is there, that is, whether a crossing has begun
 * @param server the foreign server's options, such as {@code host}
 * @param mappings the roles that have a user mapping; {@code public} for the one that serves everybody
 * @param foreignTables by the table on {@code old} that they stand for
 * @param keptForeignKeys of {@code new}, and {@code keptOnOld} those of {@code old}, that {@code fk off} took away
 * @param gates the pairs of gates that guard a local table
 * @param skipped tables that the operator left out of the crossing
 * @param madeExtension whether pgford created the extension {@code postgres_fdw}
 */
public record Register(
        boolean exists,
        Optional<Map<String, String>> server,
        Set<String> mappings,
        Map<Name, ForeignTable> foreignTables,
        List<Gates> gates,
        List<KeptForeignKey> keptForeignKeys,
        List<KeptForeignKey> keptOnOld,
        Map<Name, Progress> progress,
        Set<Name> skipped,
        boolean madeExtension) {
    /** The foreign server's name. */
    public static final String SERVER = "pgford_old";

    /** First key of the advisory locks that movers hold; the second is the OID of the local table. */
    public static final int ADVISORY_CLASS = 0x70676664;

    /** First key of the advisory locks that living jobs hold; the second is the job's number, or 0 while one begins. */
    public static final int JOB_CLASS = ADVISORY_CLASS + 1;

    public Register {
        mappings = Set.copyOf(mappings);
        foreignTables = Map.copyOf(foreignTables);
        gates = List.copyOf(gates);
        keptForeignKeys = List.copyOf(keptForeignKeys);
        keptOnOld = List.copyOf(keptOnOld);
        progress = Map.copyOf(progress);
        skipped = Set.copyOf(skipped);
    }

    /** Whether a table's rows are all on {@code new} and queries no longer go to {@code old} for it. */
    public boolean finished(Name table) {
        return progress.containsKey(table) && progress.get(table).finished();
    }

    /** Whether queries on a local table also reach the rows on {@code old}. */
    public boolean attached(Name table) {
        ForeignTable foreign = foreignTables.get(table);
        return foreign != null && foreign.parent().isPresent();
    }

    /**
     * The gates that guard a table.
     *
     * @param shared whether those that it shares with others are meant, or its own
     */
    public Optional<Gates> gatesOf(Name table, boolean shared) {
        return gates.stream()
                .filter(g -> g.shared() == shared && g.tables().contains(table))
                .findFirst();
    }
}
