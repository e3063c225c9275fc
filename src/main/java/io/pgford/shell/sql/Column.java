package io.pgford.shell.sql;

import java.util.Set;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;

/**
 * A column of a result.
 *
 * @param type the OID of its type
 */
public record Column(String name, int type) {
    private static final Set<Integer> NUMERIC =
            Set.of(Oid.INT2, Oid.INT4, Oid.INT8, Oid.FLOAT4, Oid.FLOAT8, Oid.NUMERIC, Oid.MONEY, Oid.OID);

    static Column of(Field field) {
        return new Column(field.getColumnLabel(), field.getOID());
    }

    /** Whether its values are set to the right. */
    public boolean numeric() {
        return NUMERIC.contains(type);
    }
}
