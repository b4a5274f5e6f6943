package vn.taivideonhanh.freshness;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.extract.Extractors;
import vn.taivideonhanh.extract.ToolsInUse;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.redis.RedisStore;

/**
 * What a {@link FreshnessVerticle} works with.
 *
 * @param stock the versions of this node
 * @param tools which are changed when another version is used
 * @param bounds what extractors of jobs are kept in, and those of a trial, too
 */
public record FreshnessParts(
    AppConfig config,
    Stock stock,
    ToolsInUse tools,
    Children children,
    Extractors.Bounds bounds,
    RedisStore store,
    InstantSource clock,
    MeterRegistry meters) {}
