package io.pgford.catalog;

import io.pgford.database.Name;
import java.util.Optional;

/**
 * A foreign table of pgford's server on {@code new}.
 *
 * @param remote the table on {@code old} that it stands for
 * @param parent the local table it inherits from; absent while it is not attached
 * @param asked what the planner believes of the keys that are still on {@code old}, as SQL; empty where it asks for all
 */
public record ForeignTable(long oid, Name name, Name remote, Optional<Name> parent, Optional<String> asked) {}
