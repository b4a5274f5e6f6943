package vn.taivideonhanh.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Source;

/** Reads where a format's bytes come from, or null where that is not to be trusted. */
final class SourceReader {
  private static final List<String> HEADERS =
      List.of("User-Agent", "Referer", "Origin", "Accept", "Accept-Language");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{1,1000}");
  private static final Pattern ABSOLUTE = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*|^//.*");
  private static final Pattern RELATIVE = Pattern.compile("[\\x21-\\x5b\\x5d-\\x7e]{1,2048}");
  private static final int LONGEST_NAME = 256;
  private static final int MOST_PARTS = 20_000;
  private static final long MOST_CHUNK = 1L << 40;

  private final AddressFilter addresses;
  private int partsLeft = MOST_PARTS;

  /** One reader for one page: the parts of all its formats are counted together. */
  SourceReader(AddressFilter addresses) {
    this.addresses = addresses;
  }

  @Nullable Source read(JsonNode format) {
    var url = addresses.accept(JsonFields.text(format, "url"));
    var protocol = JsonFields.text(format, "protocol");
    if (url == null || protocol == null) {
      return null;
    }
    var headers = headers(format.path("http_headers"));
    return switch (protocol) {
      case "http", "https" -> new Source.File(url, headers, chunk(format));
      case "m3u8", "m3u8_native" -> new Source.Hls(url, headers);
      case "http_dash_segments" -> dash(format, url, headers);
      // The two that yt-dlp fetches over http with code of its own.
      case "ism", "f4m" -> new Source.Other(url, headers);
      default -> null;
    };
  }

  private static @Nullable Long chunk(JsonNode format) {
    return JsonFields.whole(format.path("downloader_options"), "http_chunk_size", MOST_CHUNK);
  }

  /** Those of the given fields that may be sent to a site. */
  static Map<String, String> headers(JsonNode given) {
    var kept = new HashMap<String, String>();
    for (var name : HEADERS) {
      var value = JsonFields.text(given, name);
      if (value != null && HEADER_VALUE.matcher(value).matches()) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  private @Nullable Source dash(JsonNode format, String url, Map<String, String> headers) {
    var fragments = format.path("fragments");
    if (!fragments.isArray() || fragments.isEmpty() || fragments.size() > partsLeft) {
      return manifest(format, headers, null, new Source.Other(url, headers));
    }
    partsLeft -= fragments.size();
    var given = JsonFields.text(format, "fragment_base_url");
    var base = given == null ? url : addresses.accept(given);
    if (base == null) {
      return null;
    }
    var paths = new ArrayList<String>(fragments.size());
    for (var fragment : fragments) {
      var path = path(fragment);
      if (path == null) {
        return null;
      }
      paths.add(path);
    }
    var listed = new Source.Parts(base, headers, paths);
    // Of parts of one file it names that file each time, and does not say which part.
    boolean told = Set.copyOf(paths).size() == paths.size();
    return manifest(format, headers, told ? listed : null, listed);
  }

  /** The manifest that a format is from; something else when that is not known. */
  private Source manifest(
      JsonNode format,
      Map<String, String> headers,
      Source.@Nullable Parts listed,
      Source otherwise) {
    var address = addresses.accept(JsonFields.text(format, "manifest_url"));
    var name = JsonFields.text(format, "format_id");
    if (address == null || name == null || name.isEmpty() || name.length() > LONGEST_NAME) {
      return otherwise;
    }
    var kbit = JsonFields.number(format, "tbr", FormatReader.MOST_KBIT);
    var bandwidth = kbit == null ? null : (Long) Math.round(kbit * 1000);
    return new Source.Dash(address, headers, name, bandwidth, listed);
  }

  /** Where a part is: an allowed address, or one relative to that of the list. */
  @Nullable String path(JsonNode fragment) {
    var path = JsonFields.text(fragment, "path");
    var address = path == null ? JsonFields.text(fragment, "url") : path;
    if (address == null || ABSOLUTE.matcher(address).matches()) {
      return addresses.accept(address);
    }
    return RELATIVE.matcher(address).matches() ? address : null;
  }
}
