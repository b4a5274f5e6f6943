package vn.taivideonhanh.extract;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.egress.Pass;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.process.Door;

/**
 * How one yt-dlp reaches sites, and by nothing else.
 *
 * @param proxy with the credential in it: a secret
 * @param socket that leads to the same proxy; null where there is none
 */
public record Way(String proxy, @Nullable Path socket) {
  public static Way of(Pass pass, Proxies proxies) {
    return new Way(pass.url(), proxies.socket());
  }

  /** All that a cage has to leave open. */
  Set<Door> doors() {
    return Set.of(new Door(URI.create(proxy).getPort(), socket));
  }
}
