package vn.taivideonhanh.bench;

import java.util.Map;

/**
 * What passes a site's bytes on.
 *
 * @param name the column's
 * @param processes what is counted: this one, and those it has started
 * @param urls where it gives what an {@link OriginSite} has: large, secure, capped
 */
record Relay(String name, ProcessHandle processes, Map<String, String> urls, Runnable end) {}
