package vn.taivideonhanh.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Egress;
import vn.taivideonhanh.problem.Failure;

/**
 * The intake rule: what a stranger may name, and its one spelling. Only that spelling is stored,
 * shown and handed to other programs, so that no two of them can read one address differently.
 * Refusals are {@link Failure}s, {@code INVALID_URL} for what is no web address and {@code
 * DESTINATION_NOT_ALLOWED} for what may not be visited. Safe on any thread; looks no name up.
 */
public final class Intake {
  private static final int MAX_PASTED = 2048;
  private static final int MAX_SOURCE = 8192;

  /** Top-level names that are no public sites: RFC 6761, RFC 7686, RFC 8375, and common usage. */
  private static final Set<String> SPECIAL =
      Set.of(
          "localhost",
          "localdomain",
          "local",
          "internal",
          "intranet",
          "lan",
          "home",
          "corp",
          "private",
          "arpa",
          "onion",
          "invalid",
          "test",
          "svc");

  private final Egress egress;
  private final AddressPolicy policy;
  private final @Nullable String ownName;

  /**
   * Reads the rule.
   *
   * @param publicUrl where this service itself is found; it is not visited
   */
  public Intake(Egress egress, @Nullable URI publicUrl) {
    this.egress = egress;
    policy = new AddressPolicy(egress);
    var own = publicUrl == null ? null : publicUrl.getHost();
    ownName = own == null ? null : HostName.ascii(own);
  }

  /**
   * The one spelling of an address that a person pasted, 1 to 2,048 characters. Given its own
   * answer it gives the same.
   */
  public String canonical(String pasted) {
    return checked(pasted, MAX_PASTED).canonical();
  }

  /**
   * The same for an address that a site or an extractor gave: of a file, a playlist, a part. It may
   * have 8,192 characters, since signatures are long.
   */
  public String canonicalSource(String address) {
    return checked(address, MAX_SOURCE).canonical();
  }

  WebAddress source(String address) {
    return checked(address, MAX_SOURCE);
  }

  /** What is asked about the addresses of names that have passed. */
  AddressPolicy policy() {
    return policy;
  }

  /** How long looking up such a name may take. */
  Duration dnsTimeout() {
    return egress.dnsTimeout();
  }

  private WebAddress checked(String text, int most) {
    var address = AddressParser.parse(text, most);
    var literal = address.literal();
    var permitted =
        literal == null
            ? permitsName(address.host()) && policy.permitsPort(address.port())
            : policy.permits(literal, address.port());
    if (!permitted) {
      throw Refusal.destination();
    }
    return address;
  }

  private boolean permitsName(String name) {
    var top = name.substring(name.lastIndexOf('.') + 1);
    return name.contains(".")
        && !SPECIAL.contains(top)
        && !name.equals(ownName)
        && !policy.deniesName(name);
  }
}
