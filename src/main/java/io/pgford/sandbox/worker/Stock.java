package io.pgford.sandbox.worker;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * What all clients of one worker have in common.
 *
 * @param origin marks the worker's rows in both tables
 * @param blocks rows filled in that nobody owns
 * @param told parts of blocks that stay wrong: they are looked at again at the end only
 */
record Stock(String origin, NamePool names, SharedRows shared, List<Block> blocks, Set<Block.Part> told) {
    Stock(String origin, NamePool names, SharedRows shared, List<Block> blocks) {
        this(origin, names, shared, List.copyOf(blocks), ConcurrentHashMap.newKeySet());
    }

    /** Some rows that are known by their number. */
    Optional<Block.Part> anyFilled(RandomGenerator random) {
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        Block block = blocks.get(random.nextInt(blocks.size()));
        return Optional.of(random.nextBoolean() ? block.parents() : block.children())
                .filter(part -> !told.contains(part));
    }
}
