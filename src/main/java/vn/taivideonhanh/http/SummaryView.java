package vn.taivideonhanh.http;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.monitoring.MonitoringMessages.Cpu;
import vn.taivideonhanh.monitoring.MonitoringMessages.Http;
import vn.taivideonhanh.monitoring.MonitoringMessages.Memory;
import vn.taivideonhanh.monitoring.MonitoringMessages.Queue;
import vn.taivideonhanh.monitoring.MonitoringMessages.Streams;
import vn.taivideonhanh.monitoring.MonitoringMessages.Summary;

/** The figures that people look at, as JSON; schema {@code Metrics} of the contract. */
record SummaryView(
    String at,
    double uptimeSeconds,
    Memory memory,
    Cpu cpu,
    double eventLoopLagMillis,
    Http http,
    Streams streams,
    @Nullable Queue queue) {
  static SummaryView of(Summary summary) {
    return new SummaryView(
        Wire.time(summary.at()),
        summary.uptimeSeconds(),
        summary.memory(),
        summary.cpu(),
        summary.eventLoopLagMillis(),
        summary.http(),
        summary.streams(),
        summary.queue());
  }
}
