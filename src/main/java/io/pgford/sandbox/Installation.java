package io.pgford.sandbox;

import java.nio.file.Path;

/**
 * The unpacked programs of one PostgreSQL version: {@code initdb}, {@code pg_ctl} and {@code postgres}, with the contributed
 * extensions, {@code postgres_fdw} among them.
 *
 * @param version of the binaries, such as 13.23.0
 */
public record Installation(String version, Path home) {
    /** The path of one of its programs. */
    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }
}
