package io.pgford.shell.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.command.Share;
import io.pgford.command.Trend;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {
    @Test
    void aBarIsFullOnlyWhereAllIsThere() {
        assertThat(Bars.of(new Share(0), true)).isEqualTo("░░░░░░░░░░░░   0%");
        assertThat(Bars.of(new Share(0.5), true)).isEqualTo("██████░░░░░░  50%");
        assertThat(Bars.of(new Share(0.999), true)).isEqualTo("███████████░  99%");
        assertThat(Bars.of(new Share(1.2), true)).isEqualTo("████████████ 100%");
        assertThat(Bars.of(new Share(0.5), false)).isEqualTo("######......  50%");
    }

    @Test
    void aTrendIsAsHighAsItsHighestValue() {
        assertThat(Bars.of(new Trend(List.of(0.0, 50.0, 100.0)), true)).isEqualTo("▁▅█");
        assertThat(Bars.of(new Trend(List.of(0.0, 0.0)), true)).isEqualTo("▁▁");
        assertThat(Bars.of(new Trend(List.of()), true)).isEmpty();
    }
}
