package vn.taivideonhanh.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.bus.Trace;
import vn.taivideonhanh.media.MediaInfo;

/**
 * How questions, results and failures are written into jobs: JSON, results compressed. A field that
 * a newer version has added is passed over.
 */
final class Records {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private Records() {}

  static String question(String url) {
    try {
      return JSON.writeValueAsString(new Question(url, Trace.current()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String url(String payload) {
    return asked(payload).url;
  }

  /** The HTTP request that asked first; null when it was none. */
  static @Nullable String request(String payload) {
    return asked(payload).request;
  }

  private static Question asked(String payload) {
    try {
      return JSON.readValue(payload, Question.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sites repeat themselves: what is kept is about a tenth. */
  static Buffer result(MediaInfo media) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      JSON.writeValue(out, media);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  static MediaInfo media(Buffer result) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(result.getBytes()))) {
      return JSON.readValue(in, MediaInfo.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Buffer failure(Trouble trouble) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(trouble));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Trouble trouble(Buffer failure) {
    try {
      return JSON.readValue(failure.getBytes(), Trouble.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Question(String url, @Nullable String request) {}
}
