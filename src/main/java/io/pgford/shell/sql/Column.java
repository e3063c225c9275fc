package io.pgford.shell.sql;

import java.util.Set;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;

/**
 * A column of a result.
 *
 * @param numeric whether its values are set to the right
 */
public record Column(String name, boolean numeric) {
    private static final Set<Integer> NUMERIC =
            Set.of(Oid.INT2, Oid.INT4, Oid.INT8, Oid.FLOAT4, Oid.FLOAT8, Oid.NUMERIC, Oid.MONEY, Oid.OID);

    static Column of(Field field) {
        return new Column(field.getColumnLabel(), NUMERIC.contains(field.getOID()));
    }
}
