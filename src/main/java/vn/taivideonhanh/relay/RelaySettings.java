package vn.taivideonhanh.relay;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import vn.taivideonhanh.config.History;
import vn.taivideonhanh.redis.RedisStore;

/**
 * All that a {@link RelayVerticle} needs.
 *
 * @param store where the books of ended streams are kept
 * @param prefix of every Redis key
 * @param slotLease how long a slot outlives a node that died; kept three times in it
 * @param notesKept how long what was noted of an archive is kept after the last note
 * @param drainTimeout how long running streams may go on when the node goes down
 */
public record RelaySettings(
    RedisStore store,
    String prefix,
    Duration slotLease,
    Duration notesKept,
    Duration drainTimeout,
    History history,
    InstantSource clock,
    MeterRegistry meters) {}
