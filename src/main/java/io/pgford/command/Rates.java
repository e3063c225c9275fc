package io.pgford.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How quickly watched numbers change, from one look to the next. */
final class Rates {
    private static final int KEPT = 24;

    private final Map<String, Course> courses = new HashMap<>();

    /** The latest value of one number, and how quickly it changed before. */
    private static final class Course {
        private final Deque<Double> perSecond = new ArrayDeque<>();
        private double value;
        private long at;

        private Course(double value, long at) {
            this.value = value;
            this.at = at;
        }
    }

    /**
     * Notes what a number is now.
     *
     * @param nanos when it was seen, by {@link System#nanoTime()}
     * @return its change a second since the look before; empty on the first look
     */
    Optional<Double> note(String name, double value, long nanos) {
        Course course = courses.get(name);
        if (course == null) {
            courses.put(name, new Course(value, nanos));
            return Optional.empty();
        }
        double seconds = Math.max(1e-3, (nanos - course.at) / 1e9);
        double rate = (value - course.value) / seconds;
        course.value = value;
        course.at = nanos;
        course.perSecond.addLast(rate);
        if (course.perSecond.size() > KEPT) {
            course.perSecond.removeFirst();
        }
        return Optional.of(rate);
    }

    /** The changes a second of the last looks; nothing below zero. */
    Trend trend(String name) {
        Course course = courses.get(name);
        return new Trend(
                course == null
                        ? new ArrayList<>()
                        : course.perSecond.stream()
                                .map(rate -> Math.max(0, rate))
                                .toList());
    }

    /** The mean change a second over the last looks: steadier than the last one. */
    Optional<Double> mean(String name) {
        Course course = courses.get(name);
        return course == null || course.perSecond.isEmpty()
                ? Optional.empty()
                : Optional.of(course.perSecond.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0));
    }
}
