package io.pgford.catalog;

import io.pgford.database.Name;
import java.util.Optional;

/**
 * A foreign table of pgford's server on {@code new}.
 *
 * @param remote the table on {@code old} that it stands for
 * @param parent the local table it inherits from; absent while it is not attached
 */
public record ForeignTable(long oid, Name name, Name remote, Optional<Name> parent) {}
