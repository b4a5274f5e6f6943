package vn.taivideonhanh.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A service on this machine that a caged child may use.
 *
 * @param port of 127.0.0.1, where the child finds it
 * @param socket where the same service listens for a child with a network of its own; null for
 *     nowhere
 */
public record Door(int port, @Nullable Path socket) {}
