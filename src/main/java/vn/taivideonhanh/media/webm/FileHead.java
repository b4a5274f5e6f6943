package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import vn.taivideonhanh.media.MalformedMediaException;

/** What a file says it is (RFC 8794, 11.2). */
final class FileHead {
  private static final int READ_VERSION = 1;
  private static final int DOC_READ_VERSION = 4;
  private static final int MAX_ID = 4;
  private static final int MAX_SIZE = 8;

  private FileHead() {}

  /** Refuses what is not read here. */
  static void check(Cursor head) throws MalformedMediaException {
    var type = "";
    for (var element = head.next(); element != null; element = head.next()) {
      switch (element.id()) {
        case ElementId.DOC_TYPE -> type = element.text();
        case ElementId.EBML_READ_VERSION -> most(READ_VERSION, element);
        case ElementId.DOC_TYPE_READ_VERSION -> most(DOC_READ_VERSION, element);
        case ElementId.EBML_MAX_ID_LENGTH -> most(MAX_ID, element);
        case ElementId.EBML_MAX_SIZE_LENGTH -> most(MAX_SIZE, element);
        default -> {}
      }
    }
    if (!type.equals("webm") && !type.equals("matroska")) {
      throw unsupported("a document of another type");
    }
  }

  private static void most(int most, Cursor.Element element) throws MalformedMediaException {
    if (element.unsigned() > most) {
      throw unsupported("a file of version or lengths " + element.unsigned());
    }
  }
}
