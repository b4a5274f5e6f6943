package vn.taivideonhanh.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.config.Releases;

/** What shows that a release is the one that was published. */
class SealTest {
  private static final byte[] LIST = "0123  yt-dlp\n".getBytes(StandardCharsets.UTF_8);
  @TempDir Path folder;
  private final BcPGPKeyPair mine = pair();
  private final BcPGPKeyPair other = pair();
  private Path keys;

  @BeforeEach
  void writeKeys() throws Exception {
    keys = folder.resolve("public.key");
    var ring = new PGPPublicKeyRing(List.of(mine.getPublicKey()));
    try (var file = new ArmoredOutputStream(Files.newOutputStream(keys))) {
      ring.encode(file);
    }
  }

  private static BcPGPKeyPair pair() {
    try {
      var generator = new RSAKeyPairGenerator();
      generator.init(
          new RSAKeyGenerationParameters(
              BigInteger.valueOf(0x10001), new SecureRandom(), 2048, 80));
      return new BcPGPKeyPair(
          PublicKeyPacket.VERSION_4,
          PublicKeyAlgorithmTags.RSA_GENERAL,
          generator.generateKeyPair(),
          Date.from(Instant.now()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] signed(BcPGPKeyPair pair, int hash) throws Exception {
    var builder = new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash);
    var generator = new PGPSignatureGenerator(builder, pair.getPublicKey());
    generator.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
    generator.update(LIST);
    var signature = new ByteArrayOutputStream();
    generator.generate().encode(signature);
    return signature.toByteArray();
  }

  @Test
  void a_list_that_the_key_has_signed_is_taken() throws Exception {
    var signature = signed(mine, HashAlgorithmTags.SHA256);
    assertThatCode(() -> Seal.checkSignature(LIST, signature, keys.toString()))
        .doesNotThrowAnyException();
  }

  @Test
  void any_other_signature_is_refused() throws Exception {
    var good = signed(mine, HashAlgorithmTags.SHA256);
    refused("0124  yt-dlp\n".getBytes(StandardCharsets.UTF_8), good, "not signed");
    refused(LIST, signed(other, HashAlgorithmTags.SHA256), "not signed");
    refused(LIST, signed(mine, HashAlgorithmTags.SHA1), "not signed");
    refused(LIST, new byte[0], "not signed");
    refused(LIST, "<html>404</html>".getBytes(StandardCharsets.UTF_8), "");
  }

  private void refused(byte[] list, byte[] signature, String sentence) {
    assertThatThrownBy(() -> Seal.checkSignature(list, signature, keys.toString()))
        .isInstanceOf(Unfit.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void the_key_that_comes_along_is_the_one_that_yt_dlp_has_published() throws Exception {
    try (var file = SealTest.class.getResourceAsStream("/keys/yt-dlp.asc")) {
      var ring = new BcPGPPublicKeyRing(PGPUtil.getDecoderStream(file));
      assertThat(HexFormat.of().withUpperCase().formatHex(ring.getPublicKey().getFingerprint()))
          .isEqualTo("AC0CBBE6848D6A873464AF4E57CF65933B5A7581");
      assertThat(ring.getPublicKey().getValidSeconds()).as("it has no end").isZero();
    }
    var mineOnly = signed(mine, HashAlgorithmTags.SHA256);
    assertThatThrownBy(() -> Seal.checkSignature(LIST, mineOnly, Releases.PUBLISHED))
        .hasMessageContaining("not signed");
  }

  @Test
  void a_sum_is_that_of_the_very_file_and_named_once() throws Exception {
    var file = "abc".getBytes(StandardCharsets.UTF_8);
    var sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    sums(sum + "  yt-dlp\n" + "0".repeat(64) + "  yt-dlp.exe\n", file);
    sums(sum.toUpperCase(Locale.ROOT) + " *yt-dlp\n", file);
    for (var list :
        List.of(
            sum + "  yt-dlp.exe\n",
            "0".repeat(64) + "  yt-dlp\n",
            sum + "  yt-dlp\n" + sum + "  yt-dlp\n",
            "")) {
      assertThatThrownBy(() -> sums(list, file)).as(list).isInstanceOf(Unfit.class);
    }
  }

  private static void sums(String list, byte[] file) throws Unfit {
    Seal.checkSum(list.getBytes(StandardCharsets.UTF_8), "yt-dlp", file);
  }
}
