package vn.taivideonhanh.freshness;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A release as its source describes it.
 *
 * @param version its tag, {@code 2026.11.22}, maybe with more numbers behind it
 * @param program where yt-dlp's zip archive is
 * @param sums where the list of SHA-256 sums is
 * @param signature where the signature of that list is; null when there is none
 */
record Release(String version, String program, String sums, @Nullable String signature) {
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){2,4}");

  /** Whether a text may be the name of a version, and so of a folder. */
  static boolean named(String version) {
    return VERSION.matcher(version).matches();
  }

  /**
   * Reads GitHub's description of a release.
   *
   * @throws Unfit when it is none, or lacks a file
   */
  static Release parse(String json) throws Unfit {
    try {
      var described = new JsonObject(json);
      var version = described.getString("tag_name", "");
      if (!named(version)) {
        throw new Unfit("the source names no version of yt-dlp");
      }
      var files = described.getJsonArray("assets", new JsonArray());
      var program = address(files, "yt-dlp");
      var sums = address(files, "SHA2-256SUMS");
      if (program == null || sums == null) {
        throw new Unfit("release " + version + " lacks yt-dlp or SHA2-256SUMS");
      }
      return new Release(version, program, sums, address(files, "SHA2-256SUMS.sig"));
    } catch (DecodeException | ClassCastException e) {
      throw new Unfit("the source does not describe a release", e);
    }
  }

  private static @Nullable String address(JsonArray files, String name) {
    for (var file : files) {
      if (file instanceof JsonObject asset && name.equals(asset.getString("name"))) {
        return asset.getString("browser_download_url");
      }
    }
    return null;
  }

  /** What {@link #parse} reads. */
  String json() {
    var files = new JsonArray().add(asset("yt-dlp", program)).add(asset("SHA2-256SUMS", sums));
    if (signature != null) {
      files.add(asset("SHA2-256SUMS.sig", signature));
    }
    return new JsonObject().put("tag_name", version).put("assets", files).encode();
  }

  private static JsonObject asset(String name, String address) {
    return new JsonObject().put("name", name).put("browser_download_url", address);
  }
}
