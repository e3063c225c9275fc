package io.pgford.shell.describe;

import io.pgford.command.Answer;
import java.sql.Connection;
import java.sql.SQLException;

/** What a sequence counts, and the column it belongs to. */
final class Sequences implements RelationPart {
    @Override
    public void add(Answer.Builder answer, Connection connection, Relation relation) throws SQLException {
        if (relation.kind() != 'S') {
            return;
        }
        RelationPart.grid(answer, connection, relation, "sequence", "Sequence " + relation.shown(), """
                SELECT pg_catalog.format_type(s.seqtypid, NULL) AS type, s.seqstart AS start, s.seqmin AS minimum,
                       s.seqmax AS maximum, s.seqincrement AS increment,
                       CASE WHEN s.seqcycle THEN 'yes' ELSE 'no' END AS cycles, s.seqcache AS cache
                FROM pg_catalog.pg_sequence AS s
                WHERE s.seqrelid = ?""");
        RelationPart.lines(answer, connection, relation, """
                SELECT CASE d.deptype WHEN 'i' THEN 'Sequence for identity column: ' ELSE 'Owned by: ' END
                       || d.refobjid::pg_catalog.regclass || '.' || pg_catalog.quote_ident(a.attname)
                FROM pg_catalog.pg_depend AS d
                JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.objid = ? AND d.deptype IN ('a', 'i')""");
    }
}
