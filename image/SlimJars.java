import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes out of the jars of a folder what only debuggers read: names of local variables and numbers of lines (JVMS
 * 4.7.12 to 4.7.14); the entries of folders; signatures, which are of the jars as they were; classes of which there is a
 * newer form for this Java; and what nothing here calls: Bouncy Castle's providers and most of its ciphers, Hazelcast's
 * readers of configuration files, its client, whose protocol no member here listens for, and its pipelines, which are
 * off; Micrometer's instruments for other servers. It is for libraries: the program's own classes keep their lines.
 */
final class SlimJars {
  private static final String VERSIONED = "META-INF/versions/";
  private static final Pattern UNCALLED =
      Pattern.compile(
          """
          META-INF/[^/]+\\.(SF|RSA|DSA|EC)
          |(META-INF/versions/\\d+/)?org/bouncycastle/(pqc|jcajce|jce|x509|oer)/.*
          |org/bouncycastle/asn1/(bc|cmc|cmp|cms|crmf|dvcs|eac|esf|isismtt|ocsp|tsp)/.*
          |org/bouncycastle/crypto/(agreement|hpke|kems|macs|prng|threshold)/.*
          |org/bouncycastle/crypto/engines/(ARIA|Ascon|CAST6|Chaining|DSTU|Elephant|GOST|Grain|HC|ISAAC|ISAP|LEA).*
          |org/bouncycastle/crypto/engines/(NTRU|Noekeon|Photon|RC2|RC4|RC5|RC6|Rijndael|Romulus|SM|Salsa|Serpent).*
          |org/bouncycastle/crypto/engines/(Shacal|Skipjack|Sparkle|TEA|Threefish|Tnepres|VMPC|XSalsa|XTEA|Xoodyak|Zuc).*
          |org/bouncycastle/openpgp/(examples|api|operator/jcajce)/.*
          |hazelcast-[\\w.-]+\\.(xsd|json|xml|yaml)
          |com/hazelcast/shaded/(com/zaxxer|io/github|nonapi|org/everit|org/snakeyaml)/.*
          |com/hazelcast/client/(cache|console|map)/.*
          |com/hazelcast/client/impl/(connection|proxy|spi|protocol/codec)/.*
          |com/hazelcast/client/impl/protocol/task/(?!MessageTask\\.).*
          |com/hazelcast/jet/(aggregate|pipeline|core/test|impl/(client|connector|pipeline|processor))/.*
          |com/hazelcast/(cardinality/impl/hyperloglog|sql/impl/client)/.*
          |com/hazelcast/internal/jmx/(?!ManagementService\\.).*
          |io/micrometer/core/instrument/binder/(?!BaseUnits|MeterBinder|jvm|netty4|system)[a-z].*
          |io/vertx/ext/web/handler/sockjs/.*
          """
              .replaceAll("\\s", ""));
  private static final Set<String> UNUSED =
      Set.of("LocalVariableTable", "LocalVariableTypeTable", "LineNumberTable");

  private final DataInputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private String[] texts = new String[0];

  private SlimJars(byte[] classFile) {
    in = new DataInputStream(new ByteArrayInputStream(classFile));
  }

  public static void main(String[] folder) throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of(folder[0]), "*.jar")) {
      for (var jar : jars) {
        rewrite(jar);
      }
    }
  }

  private static void rewrite(Path jar) throws IOException {
    var part = jar.resolveSibling(jar.getFileName() + ".part");
    try (var from = new ZipFile(jar.toFile());
        var to = new ZipOutputStream(Files.newOutputStream(part))) {
      to.setLevel(Deflater.BEST_COMPRESSION);
      var newest = newest(from);
      for (var entry : from.stream().filter(SlimJars::isKept).toList()) {
        if (!newest.getOrDefault(plain(entry.getName()), entry.getName()).equals(entry.getName())) {
          continue;
        }
        byte[] content;
        try (var in = from.getInputStream(entry)) {
          content = in.readAllBytes();
        }
        var copy = new ZipEntry(entry.getName());
        copy.setLastModifiedTime(FileTime.fromMillis(0));
        to.putNextEntry(copy);
        to.write(slim(entry.getName(), content));
        to.closeEntry();
      }
    }
    Files.setLastModifiedTime(part, Files.getLastModifiedTime(jar));
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Of what a jar has for several versions of Java, the name of the newest one, by its plain name. */
  private static Map<String, String> newest(ZipFile jar) {
    var newest = new HashMap<String, String>();
    var versions = new HashMap<String, Integer>();
    for (var entry : jar.stream().toList()) {
      var name = entry.getName();
      if (name.startsWith(VERSIONED) && name.endsWith(".class")) {
        int version = Integer.parseInt(name.split("/")[2]);
        if (version <= Runtime.version().feature() && version > versions.getOrDefault(plain(name), 0)) {
          versions.put(plain(name), version);
          newest.put(plain(name), name);
        }
      }
    }
    return newest;
  }

  private static String plain(String name) {
    return name.startsWith(VERSIONED) ? name.substring(name.indexOf('/', VERSIONED.length()) + 1) : name;
  }

  private static boolean isKept(ZipEntry entry) {
    return !entry.isDirectory() && !UNCALLED.matcher(entry.getName()).matches();
  }

  private static byte[] slim(String name, byte[] content) throws IOException {
    if (name.equals("META-INF/MANIFEST.MF")) {
      var manifest = new Manifest(new ByteArrayInputStream(content));
      manifest.getEntries().clear();
      var main = new ByteArrayOutputStream();
      manifest.write(main);
      return main.toByteArray();
    }
    return name.endsWith(".class") ? new SlimJars(content).stripped() : content;
  }

  /** JVMS 4.1. */
  private byte[] stripped() throws IOException {
    copy(8);
    constants();
    copy(6);
    copy(2 * number());
    members();
    members();
    attributes();
    return bytes.toByteArray();
  }

  private void constants() throws IOException {
    int count = number();
    texts = new String[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      switch (tag) {
        case 1 -> {
          texts[i] = in.readUTF();
          out.writeUTF(texts[i]);
        }
        case 5, 6 -> {
          copy(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> copy(2);
        case 15 -> copy(3);
        default -> copy(4);
      }
    }
  }

  private void members() throws IOException {
    for (int left = number(); left > 0; left--) {
      copy(6);
      attributes();
    }
  }

  private void attributes() throws IOException {
    for (int left = number(); left > 0; left--) {
      int name = number();
      int length = in.readInt();
      byte[] content = in.readNBytes(length);
      if ("Code".equals(texts[name])) {
        content = code(content);
      }
      out.writeInt(content.length);
      out.write(content);
    }
  }

  /** JVMS 4.7.3. */
  private byte[] code(byte[] attribute) throws IOException {
    var from = new DataInputStream(new ByteArrayInputStream(attribute));
    var made = new ByteArrayOutputStream();
    var to = new DataOutputStream(made);
    to.write(from.readNBytes(4));
    int length = from.readInt();
    to.writeInt(length);
    to.write(from.readNBytes(length));
    int handlers = from.readUnsignedShort();
    to.writeShort(handlers);
    to.write(from.readNBytes(8 * handlers));
    var kept = new ByteArrayOutputStream();
    var rest = new DataOutputStream(kept);
    int count = 0;
    for (int left = from.readUnsignedShort(); left > 0; left--) {
      int name = from.readUnsignedShort();
      int size = from.readInt();
      byte[] content = from.readNBytes(size);
      if (!UNUSED.contains(texts[name])) {
        count++;
        rest.writeShort(name);
        rest.writeInt(size);
        rest.write(content);
      }
    }
    to.writeShort(count);
    to.write(kept.toByteArray());
    return made.toByteArray();
  }

  private int number() throws IOException {
    int number = in.readUnsignedShort();
    out.writeShort(number);
    return number;
  }

  private void copy(int length) throws IOException {
    out.write(in.readNBytes(length));
  }
}
