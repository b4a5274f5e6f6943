package vn.taivideonhanh.media.dash;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.DTD;
import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.ENTITY_REFERENCE;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;
import static vn.taivideonhanh.media.dash.ManifestRefusedException.check;

import java.io.StringReader;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

/**
 * Goes through the elements of an XML text, those of its root's namespace. There are no document
 * types and no entities but the five of XML itself; one that is named is refused.
 */
final class XmlCursor {
  private static final int DEEPEST = 32;
  private static final int LONGEST = 8192;
  private static final int MOST_ELEMENTS = 1_000_000;
  private static final String XLINK = "http://www.w3.org/1999/xlink";

  private final XMLStreamReader reader;
  private @Nullable String namespace;
  private int depth;
  private int elements;

  XmlCursor(String text) throws ManifestRefusedException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((_, _, _, _) -> {
      throw new XMLStreamException("nothing is fetched");
    });
    try {
      reader = factory.createXMLStreamReader(new StringReader(text));
    } catch (XMLStreamException | RuntimeException _) {
      throw new ManifestRefusedException(Refusal.MALFORMED);
    }
  }

  /** Enters the root; its name. */
  String root() throws ManifestRefusedException {
    while (advance() != START_ELEMENT) {
      // What is before it says nothing.
    }
    namespace = reader.getNamespaceURI();
    return reader.getLocalName();
  }

  /** How deep the current element is; the root is at 1. */
  int depth() {
    return depth;
  }

  /**
   * Goes to the next child of the element at that depth, past all that is in the child before.
   *
   * @return its name; null when there are no more
   */
  @Nullable String child(int parent) throws ManifestRefusedException {
    while (true) {
      int event = advance();
      if (event == END_ELEMENT && depth < parent) {
        return null;
      }
      if (event == START_ELEMENT
          && depth == parent + 1
          && Objects.equals(reader.getNamespaceURI(), namespace)) {
        return reader.getLocalName();
      }
    }
  }

  /** An attribute of the element that was just entered; null when it is not there. */
  @Nullable String attribute(String name) throws ManifestRefusedException {
    var value = reader.getAttributeValue("", name);
    check(value == null || value.length() <= LONGEST, Refusal.TOO_LONG);
    return value;
  }

  /** Refuses the element that was just entered when its content is in another document. */
  void here() throws ManifestRefusedException {
    check(reader.getAttributeValue(XLINK, "href") == null, Refusal.ELSEWHERE);
  }

  /** The text of the element that was just entered, up to its end. */
  String text() throws ManifestRefusedException {
    int own = depth;
    var text = new StringBuilder();
    while (depth >= own) {
      int event = advance();
      if (depth == own && (event == CHARACTERS || event == CDATA || event == SPACE)) {
        check(text.length() + reader.getTextLength() <= LONGEST, Refusal.TOO_LONG);
        text.append(reader.getText());
      }
    }
    return text.toString().strip();
  }

  private int advance() throws ManifestRefusedException {
    int event = next();
    switch (event) {
      case START_ELEMENT -> {
        check(++depth <= DEEPEST && ++elements <= MOST_ELEMENTS, Refusal.TOO_LONG);
      }
      case END_ELEMENT -> depth--;
      case DTD, ENTITY_REFERENCE, END_DOCUMENT ->
          throw new ManifestRefusedException(Refusal.MALFORMED);
      default -> {}
    }
    return event;
  }

  /** The JDK's parser throws more than it says where a text is bad enough. */
  private int next() throws ManifestRefusedException {
    try {
      return reader.next();
    } catch (XMLStreamException | RuntimeException _) {
      throw new ManifestRefusedException(Refusal.MALFORMED);
    }
  }
}
