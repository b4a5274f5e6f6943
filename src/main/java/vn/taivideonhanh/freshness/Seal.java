package vn.taivideonhanh.freshness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import vn.taivideonhanh.config.Releases;

/**
 * What shows that a file is the one that was published: its line in the release's list of sums, as
 * {@code sha256sum} writes it, and a detached OpenPGP signature of that list (RFC 9580, 5.2).
 */
final class Seal {
  /** Those that are still held to be safe. */
  private static final Set<Integer> HASHES =
      Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

  private Seal() {}

  /** Fails unless the list has one line for {@code name}, and the sum there is the content's. */
  static void checkSum(byte[] list, String name, byte[] content) throws Unfit {
    var wanted =
        new String(list, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> line.matches("[0-9a-fA-F]{64} [ *].+"))
            .filter(line -> line.substring(66).equals(name))
            .map(line -> HexFormat.of().parseHex(line.substring(0, 64)))
            .toList();
    if (wanted.size() != 1) {
      throw new Unfit("the list of sums does not name " + name);
    }
    if (!MessageDigest.isEqual(wanted.getFirst(), digest(content))) {
      throw new Unfit("the SHA-256 of " + name + " is not the one that was published");
    }
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Fails unless one of the keys has signed the list.
   *
   * @param keys as {@code releases.key} names them; a file may be armored or not
   */
  static void checkSignature(byte[] list, byte[] signature, String keys) throws Unfit {
    try (var file = PGPUtil.getDecoderStream(open(keys))) {
      var known = new BcPGPPublicKeyRingCollection(file);
      var stream = PGPUtil.getDecoderStream(new ByteArrayInputStream(signature));
      var signed = false;
      if (new BcPGPObjectFactory(stream).nextObject() instanceof PGPSignatureList all) {
        for (var one : all) {
          signed |= holds(one, known, list);
        }
      }
      if (!signed) {
        throw new Unfit("the list of sums is not signed with a key of releases.key");
      }
    } catch (IOException | PGPException e) {
      throw new Unfit("the signature or releases.key cannot be read", e);
    }
  }

  private static InputStream open(String keys) throws IOException {
    return keys.equals(Releases.PUBLISHED)
        ? Objects.requireNonNull(Seal.class.getResourceAsStream("/keys/yt-dlp.asc"))
        : Files.newInputStream(Path.of(keys));
  }

  private static boolean holds(PGPSignature one, PGPPublicKeyRingCollection known, byte[] list)
      throws PGPException {
    var key = known.getPublicKey(one.getKeyID());
    if (key == null
        || key.hasRevocation()
        || one.getSignatureType() != PGPSignature.BINARY_DOCUMENT
        || !HASHES.contains(one.getHashAlgorithm())) {
      return false;
    }
    one.init(new BcPGPContentVerifierBuilderProvider(), key);
    one.update(list);
    return one.verify();
  }
}
