package io.pgford.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    private final Block.Part part = Block.part("child", List.of(5L, 3L, 9L));

    @Test
    void knowsItsRangeAndItsSums() {
        assertThat(part.low()).isEqualTo(3);
        assertThat(part.high()).isEqualTo(9);
        assertThat(Block.compare(part, new Block.Sums(3, 3, 17))).isEmpty();
    }

    @Test
    void tellsMissingDoubledAndExchangedRowsApart() {
        assertThat(Block.compare(part, new Block.Sums(2, 2, 14)).get(0).wrong()).isEqualTo(Finding.Wrong.MISSING);
        assertThat(Block.compare(part, new Block.Sums(4, 3, 22)).get(0).wrong()).isEqualTo(Finding.Wrong.DOUBLED);
        assertThat(Block.compare(part, new Block.Sums(3, 3, 18)).get(0).wrong()).isEqualTo(Finding.Wrong.WRONG_COUNT);
    }
}
