package io.pgford.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
    @Test
    void theHomeDirectoryIsTheDefault() {
        assertThat(Folders.cache(Map.of("HOME", "/home/ada"))).isEqualTo(Path.of("/home/ada/.cache/pgford"));
        assertThat(Folders.sandbox(Map.of("HOME", "/home/ada")))
                .isEqualTo(Path.of("/home/ada/.local/share/pgford/sandbox"));
    }

    @Test
    void theEnvironmentNamesOtherPlaces() {
        Map<String, String> environment =
                Map.of("HOME", "/home/ada", "XDG_CACHE_HOME", "/fast", "XDG_DATA_HOME", "/big disk");
        assertThat(Folders.cache(environment)).isEqualTo(Path.of("/fast/pgford"));
        assertThat(Folders.sandbox(environment)).isEqualTo(Path.of("/big disk/pgford/sandbox"));
        assertThat(Folders.sandbox(Map.of("HOME", "/home/ada", "PGFORD_SANDBOX", "/tmp/trial")))
                .isEqualTo(Path.of("/tmp/trial"));
    }

    @Test
    void relativeOrEmptyBaseDirectoriesAreIgnored() {
        Map<String, String> environment = Map.of("HOME", "/home/ada", "XDG_CACHE_HOME", "cache", "XDG_DATA_HOME", "");
        assertThat(Folders.cache(environment)).isEqualTo(Path.of("/home/ada/.cache/pgford"));
        assertThat(Folders.sandbox(environment)).isEqualTo(Path.of("/home/ada/.local/share/pgford/sandbox"));
    }
}
