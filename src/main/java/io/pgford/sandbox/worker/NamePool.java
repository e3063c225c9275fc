package io.pgford.sandbox.worker;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.datafaker.Faker;

/** Readable names for rows. Made ahead: the library that makes them is slow to start, and the clients must not wait for it. */
record NamePool(List<String> people, List<String> products, List<String> notes) {
    private static final int SIZE = 500;

    static NamePool make(long seed) {
        Faker faker = new Faker(Locale.ENGLISH, new Random(seed));
        return new NamePool(
                made(() -> faker.name().fullName()),
                made(() -> faker.commerce().productName()),
                made(() -> faker.company().catchPhrase()));
    }

    private static List<String> made(Supplier<String> maker) {
        return Stream.generate(maker).limit(SIZE).toList();
    }

    String person(RandomGenerator random) {
        return any(people, random);
    }

    String product(RandomGenerator random) {
        return any(products, random);
    }

    String note(RandomGenerator random) {
        return any(notes, random);
    }

    /** The mail address of a person, as a shop would have it. */
    static String email(String person) {
        return person.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".") + "@example.org";
    }

    private static String any(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }
}
