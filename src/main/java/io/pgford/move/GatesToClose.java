package io.pgford.move;

/** Whose gates are closed while a batch crosses. */
public enum GatesToClose {
    /** Those of all tables that still reach over to {@code old}: every transaction of the application sees each row once. */
    ALL,
    /**
     * Those of the moving table only. A transaction that read another table on {@code old} before this one keeps the snapshot
     * of that first access: it can see rows of this table twice, and its updates of these fail.
     */
    TABLE
}
