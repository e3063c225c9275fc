package io.pgford.catalog;

import java.util.List;

/** pgford's own tables on {@code new}: what the catalogs cannot say. Gone with {@code cleanup}. */
public final class RegisterTables {
    /**
     * One row for each run of {@code move}: who runs it, how it is to go about it, what others wish of it, and how far it is. A
     * crossing that an earlier version began may lack it, so the first job makes it too.
     */
    public static final String JOB = """
            CREATE TABLE IF NOT EXISTS pgford.job (
                id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                tables text[] NOT NULL,
                host text NOT NULL,
                pid bigint NOT NULL,
                role text NOT NULL DEFAULT current_user,
                background boolean NOT NULL,
                batch int,
                hold_ms double precision NOT NULL,
                duty double precision NOT NULL,
                rate text NOT NULL DEFAULT '',
                until timestamptz,
                gates text NOT NULL,
                wish text NOT NULL DEFAULT 'run',
                state text NOT NULL DEFAULT 'moving',
                current_table text NOT NULL DEFAULT '',
                rows bigint NOT NULL DEFAULT 0,
                rows_total bigint NOT NULL DEFAULT 0,
                rows_per_second double precision NOT NULL DEFAULT 0,
                gate_p50_ms double precision NOT NULL DEFAULT 0,
                gate_p99_ms double precision NOT NULL DEFAULT 0,
                waiting bigint NOT NULL DEFAULT 0,
                why text NOT NULL DEFAULT '',
                error text NOT NULL DEFAULT '',
                started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                heard_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                ended_at timestamptz) WITH (fillfactor = 50)""";

    /** Each can be run when it is there already. */
    public static final List<String> DEFINITIONS = List.of(
            "CREATE SCHEMA IF NOT EXISTS pgford",
            // What pgford made that is not in its schema, so that cleanup removes nothing that was there before.
            """
            CREATE TABLE IF NOT EXISTS pgford.made (object text PRIMARY KEY)""",
            """
            CREATE TABLE IF NOT EXISTS pgford.skipped (
                schema_name text NOT NULL,
                table_name text NOT NULL,
                PRIMARY KEY (schema_name, table_name))""",
            """
            CREATE TABLE IF NOT EXISTS pgford.foreign_key (
                schema_name text NOT NULL,
                table_name text NOT NULL,
                constraint_name text NOT NULL,
                definition text NOT NULL,
                columns text[] NOT NULL,
                referenced_schema text NOT NULL,
                referenced_table text NOT NULL,
                referenced_columns text[] NOT NULL,
                match_type "char" NOT NULL,
                validated boolean NOT NULL,
                comment text NOT NULL DEFAULT '',
                kept_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
                PRIMARY KEY (schema_name, table_name, constraint_name))""",
            // The same for the keys on old, which see only the rows that are still there.
            """
            CREATE TABLE IF NOT EXISTS pgford.foreign_key_old (
                LIKE pgford.foreign_key INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)""",
            """
            CREATE TABLE IF NOT EXISTS pgford.progress (
                schema_name text NOT NULL,
                table_name text NOT NULL,
                rows_at_start bigint NOT NULL,
                started_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
                finished_at timestamptz,
                PRIMARY KEY (schema_name, table_name))""",
            // One row for each batch, written by the transaction that lands it; left_at follows once the batch has left
            // old.
            """
            CREATE TABLE IF NOT EXISTS pgford.batch (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                schema_name text NOT NULL,
                table_name text NOT NULL,
                after_key text[],
                upto_key text[],
                rows bigint NOT NULL,
                bytes bigint NOT NULL,
                checksum bigint NOT NULL,
                healing boolean NOT NULL DEFAULT false,
                landed_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                left_at timestamptz,
                gate_closed interval)""",
            """
            CREATE INDEX IF NOT EXISTS batch_table ON pgford.batch (schema_name, table_name, id)""",
            // Rows of an interrupted batch that were on both sides and had come to differ: old's copies, for people to
            // judge.
            """
            CREATE TABLE IF NOT EXISTS pgford.set_aside (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                schema_name text NOT NULL,
                table_name text NOT NULL,
                content json NOT NULL,
                set_aside_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp())""",
            JOB);

    private RegisterTables() {}
}
