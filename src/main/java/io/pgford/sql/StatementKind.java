package io.pgford.sql;

/** What a statement does, as far as its text tells. */
public enum StatementKind {
    /** Reads rows and changes none: {@code SELECT}, {@code VALUES}, {@code TABLE}, {@code SHOW}, {@code EXPLAIN}, {@code FETCH}. */
    QUERY,
    /** Changes rows, also {@code WITH … DELETE} and {@code EXPLAIN ANALYZE DELETE}; may return some. */
    CHANGE,
    /** Changes the schema, rights or roles, also {@code SELECT … INTO}. */
    DEFINITION,
    /** Begins or ends a transaction or a savepoint. */
    TRANSACTION,
    /** {@code COPY … FROM stdin}: the client sends rows. */
    COPY_IN,
    /** {@code COPY … TO stdout}: the client receives rows. */
    COPY_OUT,
    /** All else, such as {@code SET}, {@code VACUUM}, {@code DO} and {@code CALL}; an empty statement too. */
    OTHER
}
