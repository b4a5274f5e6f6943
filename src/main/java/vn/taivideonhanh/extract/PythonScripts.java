package vn.taivideonhanh.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the Python programs of the jar into a folder, since Python cannot import from a jar. */
final class PythonScripts {
  private static final List<String> NAMES =
      List.of(
          "extractor.py",
          "warm.py",
          "sites.py",
          "survey.py",
          "job.py",
          "ranges.py",
          "reduce.py",
          "tiles.py",
          "landlock.py");

  private PythonScripts() {}

  /** The folder of these very versions, below {@code parent}; made when it is not there. */
  static Path unpack(Path parent) {
    try {
      var texts = new LinkedHashMap<String, byte[]>();
      for (var name : NAMES) {
        texts.put(name, resource(name));
      }
      var folder = parent.resolve(digest(texts));
      if (!Files.isDirectory(folder)) {
        write(texts, folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("The data directory cannot be written", e);
    }
  }

  /** Under another name first: two servers may start at once. */
  private static void write(Map<String, byte[]> texts, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    var draft = Files.createTempDirectory(folder.getParent(), "draft");
    for (var text : texts.entrySet()) {
      Files.write(draft.resolve(text.getKey()), text.getValue());
    }
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
      for (var name : texts.keySet()) {
        Files.delete(draft.resolve(name));
      }
      Files.delete(draft);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = PythonScripts.class.getResourceAsStream("/python/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return in.readAllBytes();
    }
  }

  private static String digest(Map<String, byte[]> texts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      texts.values().forEach(sha::update);
      return HexFormat.of().formatHex(sha.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
