package vn.taivideonhanh.media;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of one format come from. Headers are the few that a site may need (User-Agent,
 * Referer, Origin, Accept, Accept-Language), and go to the host of the address only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Source.File.class, name = "file"),
  @JsonSubTypes.Type(value = Source.Hls.class, name = "hls"),
  @JsonSubTypes.Type(value = Source.Dash.class, name = "dash"),
  @JsonSubTypes.Type(value = Source.Parts.class, name = "parts"),
  @JsonSubTypes.Type(value = Source.Other.class, name = "other")
})
public sealed interface Source {
  /** The address of the file, of the playlist or manifest, or of the first part. */
  String url();

  Map<String, String> headers();

  /** This, coming in the way in which another source does; null when it does not. */
  default @Nullable Source as(Source other) {
    if (this instanceof Dash dash && other instanceof Parts) {
      return dash.listed();
    }
    return other.getClass().isInstance(this) ? this : null;
  }

  /**
   * One file over http or https.
   *
   * @param chunkSize read in parts of that many bytes, where a site slows long transfers; yt-dlp's
   *     {@code http_chunk_size}
   */
  record File(String url, Map<String, String> headers, @Nullable Long chunkSize) implements Source {
    public File {
      headers = Map.copyOf(headers);
    }
  }

  /** A media playlist of RFC 8216. */
  record Hls(String url, Map<String, String> headers) implements Source {
    public Hls {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * A representation of a DASH manifest (ISO/IEC 23009-1).
   *
   * @param name that yt-dlp gave it, which is its id or ends with it
   * @param bandwidth bits a second; null when it is not known
   * @param listed what yt-dlp says its parts are, for a manifest that is not understood here; null
   *     when that is not known
   */
  record Dash(
      String url,
      Map<String, String> headers,
      String name,
      @Nullable Long bandwidth,
      @Nullable Parts listed)
      implements Source {
    public Dash {
      headers = Map.copyOf(headers);
    }

    /** The same representation of the manifest at another address. */
    public Dash at(String newUrl, Map<String, String> newHeaders) {
      return new Dash(newUrl, newHeaders, name, bandwidth, listed);
    }
  }

  /**
   * Parts that make the file when joined in order, the first one being the initialization, as
   * yt-dlp lists those of a DASH manifest.
   *
   * @param paths absolute addresses, or ones relative to {@code url}; at most 20,000
   */
  record Parts(String url, Map<String, String> headers, List<String> paths) implements Source {
    public Parts {
      headers = Map.copyOf(headers);
      paths = List.copyOf(paths);
    }
  }

  /** Something that only yt-dlp can fetch. */
  record Other(String url, Map<String, String> headers) implements Source {
    public Other {
      headers = Map.copyOf(headers);
    }
  }
}
