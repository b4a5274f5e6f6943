package vn.taivideonhanh.http;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.token.TokenMessages.Token;

/** What is one's own, as JSON. */
final class MineView {
  private MineView() {}

  /** Schema {@code Links}. */
  record Links(List<Link> links) {
    static Links of(List<Token> tokens) {
      return new Links(tokens.stream().map(Link::of).toList());
    }
  }

  /** Schema {@code Link}. */
  record Link(
      String id,
      String title,
      String fileName,
      Lane lane,
      Size size,
      boolean begun,
      String expiresAt) {
    static Link of(Token token) {
      return new Link(
          token.digest(),
          token.title(),
          token.fileName(),
          token.lane(),
          token.size(),
          token.begun(),
          Wire.time(token.expiresAt()));
    }
  }

  /** Schema {@code History}. */
  record History(List<Entry> entries) {
    static History of(List<RelayMessages.Entry> entries) {
      return new History(entries.stream().map(Entry::of).toList());
    }
  }

  /** Schema {@code HistoryEntry}. */
  record Entry(
      String id,
      String title,
      @Nullable String url,
      Lane lane,
      @Nullable Long total,
      long sent,
      Outcome outcome,
      String startedAt,
      String endedAt) {
    static Entry of(RelayMessages.Entry entry) {
      return new Entry(
          entry.id(),
          entry.title(),
          entry.url(),
          entry.lane(),
          entry.total(),
          entry.sent(),
          entry.outcome(),
          Wire.time(entry.startedAt()),
          Wire.time(entry.endedAt()));
    }
  }

  /** Schema {@code Download}; {@code linkId} is the {@code id} of its link. */
  record Download(
      String streamId,
      String linkId,
      String title,
      Lane lane,
      @Nullable Long total,
      long position,
      @Nullable Outcome outcome,
      String startedAt,
      String at) {
    /** Those that run and those that ended, the newest first. */
    static List<Download> all(RelayMessages.Downloads downloads) {
      return Stream.concat(downloads.running().stream(), downloads.ended().stream())
          .map(Download::of)
          .toList();
    }

    static Download of(Progress progress) {
      return new Download(
          progress.streamId(),
          progress.digest(),
          progress.title(),
          progress.lane(),
          progress.total(),
          progress.position(),
          progress.outcome(),
          Wire.time(progress.startedAt()),
          Wire.time(progress.at()));
    }
  }
}
