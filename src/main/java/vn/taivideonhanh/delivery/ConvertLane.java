package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.AudioForm;
import vn.taivideonhanh.plan.Convert;

/**
 * Makes sound into another form by an ffmpeg that reads it from the loopback feed, and puts tags
 * and a picture in as it passes. The end is clean under the same conditions as in {@link MuxLane}.
 */
final class ConvertLane {
  private final DeliveryRequest request;
  private final Session session;
  private final FedFfmpeg.Shop shop;

  ConvertLane(Session session, DeliveryRequest request, FedFfmpeg.Shop shop) {
    this.session = session;
    this.request = request;
    this.shop = shop;
  }

  void run(Convert plan) {
    var body = new ChildBody(session, request);
    if (!body.wanted()) {
      return;
    }
    shop.workshop().slots().take(session);
    var ffmpeg = new FedFfmpeg(session, request, shop);
    var opened =
        ffmpeg.open(
            plan.track(), fresh -> fresh instanceof Convert convert ? convert.track() : null);
    var cover =
        ConvertCover.fetch(shop.reading(), session, plan, new WebpPicture(session, request, shop));
    Future.all(opened, cover)
        .onSuccess(_ -> start(ffmpeg, body, plan, new Ready(opened.result(), cover.result())))
        .onFailure(session::fail);
  }

  /** What had to be waited for. */
  private record Ready(FedFfmpeg.Opened opened, @Nullable ConvertCover cover) {}

  private void start(FedFfmpeg ffmpeg, ChildBody body, Convert plan, Ready ready) {
    var input = ready.opened.input();
    var length = ConvertLength.of(plan, ready.opened.seconds());
    var command = new ConvertCommand(shop.workshop().ffmpeg()).of(plan, input, length);
    var patch = patch(plan, length, ConvertTags.of(plan, ready.cover));
    ffmpeg
        .spawn(command)
        // Of a source whose part is wanted the rest is not read; that it failed is told otherwise.
        .onSuccess(flow -> body.pass(flow, patch, () -> plan.clip() != null || ffmpeg.whole()))
        .onFailure(session::fail);
  }

  private static HeadPatch patch(Convert plan, ConvertLength length, ConvertTags tags) {
    return switch (plan.form()) {
      case MP3, MP3_320, MP3_192 -> new ConvertMp3(tags, length, plan.form() != AudioForm.MP3);
      case M4A -> new DurationPatch(length.seconds(), ConvertMp4.udta(tags));
      case OPUS -> new ConvertOgg(tags);
      // What is copied has as many samples as it has.
      case FLAC ->
          new ConvertFlac(
              tags, plan.copied() ? new ConvertLength(length.seconds(), false) : length);
      case WAV -> new ConvertWav(tags, length);
    };
  }
}
