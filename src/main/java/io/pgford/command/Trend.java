package io.pgford.command;

import java.util.List;

/**
 * How a number went, in a cell of an answer: shown as a line of small bars, and an array in JSON.
 *
 * @param values none below zero, the latest last
 */
public record Trend(List<Double> values) {
    public Trend {
        values = List.copyOf(values);
    }
}
