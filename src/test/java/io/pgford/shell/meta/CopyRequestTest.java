package io.pgford.shell.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyRequestTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " t from /a/b--c.csv csv header | COPY t FROM STDIN csv header | FILE | /a/b--c.csv",
                " t(a, \"from\") to 'it''s.csv' with (format csv) | COPY t(a, \"from\") TO STDOUT with (format csv) | FILE | it's.csv",
                " (select 1 from t where a = ')') TO program 'gzip > x' | COPY (select 1 from t where a = ')') TO STDOUT | PROGRAM | gzip > x",
                " t FROM stdin where a > 1 | COPY t FROM STDIN where a > 1 | INLINE | ``",
                " t to pstdout | COPY t TO STDOUT | PROCESS | ``",
            })
    void readsWhatPsqlReads(String rest, String sql, CopyRequest.Place.Kind kind, String name) {
        CopyRequest request = CopyRequest.of(rest);
        assertThat(request.sql()).isEqualTo(sql);
        assertThat(request.place()).isEqualTo(new CopyRequest.Place(kind, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " t", " t from", " from x", " t from program ls"})
    void saysHowItIsWritten(String rest) {
        assertThatThrownBy(() -> CopyRequest.of(rest)).isInstanceOf(Problem.class);
    }
}
