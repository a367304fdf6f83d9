package dev.assetlookup.media.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Drawings in SVG: XML in any encoding whose root is an {@code svg} of that namespace. */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  // How much may stand before the root.
  private static final int MAX_HEAD = 1 << 20;
  // Whole pixels only: readers round differently. Other units depend on where it is shown.
  private static final Pattern PIXELS =
      Pattern.compile("\\s*\\+?([0-9]{1,7})(?:\\.0+)?(?:px)?\\s*");

  private Svg() {}

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    // Reading characters, the parser has no errors of their coding, which it prints itself.
    try (PushbackReader head =
        new PushbackReader(new InputStreamReader(head(file), charset(file)))) {
      int first = head.read();
      while (first == BYTE_ORDER_MARK || Character.isWhitespace(first)) {
        first = head.read();
      }
      if (first != '<') {
        return null;
      }
      head.unread(first);
      return root(factory().createXMLStreamReader(head));
    } catch (XMLStreamException | RuntimeException e) {
      // It is no XML, or not of the kind that is shown.
      return null;
    }
  }

  private static @Nullable MediaProperties root(XMLStreamReader reader) throws XMLStreamException {
    try {
      while (reader.hasNext() && !reader.isStartElement()) {
        reader.next();
      }
      return isDrawing(reader) ? new MediaProperties("image/svg+xml", size(reader), null) : null;
    } finally {
      reader.close();
    }
  }

  /** The names of elements are the same bytes in UTF-8 and in most other encodings. */
  private static Charset charset(MediaBytes file) throws IOException {
    if (file.has(0, "\u00fe\u00ff") || file.has(0, "\0<")) {
      return StandardCharsets.UTF_16BE;
    }
    return file.has(0, "\u00ff\u00fe") || file.has(0, "<\0")
        ? StandardCharsets.UTF_16LE
        : StandardCharsets.UTF_8;
  }

  private static InputStream head(MediaBytes file) {
    long limit = Math.min(file.size(), MAX_HEAD);
    return new InputStream() {
      private long at;

      @Override
      public int read() throws IOException {
        return at < limit ? file.u8(at++) : -1;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        int count = (int) Math.min(length, limit - at);
        for (int i = 0; i < count; i++) {
          to[offset + i] = (byte) file.u8(at++);
        }
        return count == 0 && length > 0 ? -1 : count;
      }
    };
  }

  /** Takes the entities of a file's own, as drawing programs write them, and nothing from afar. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty("http://java.sun.com/xml/stream/properties/ignore-external-dtd", true);
    factory.setProperty("jdk.xml.entityExpansionLimit", "100");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "100000");
    return factory;
  }

  private static boolean isDrawing(XMLStreamReader reader) {
    return reader.isStartElement()
        && reader.getLocalName().equals("svg")
        && NAMESPACE.equals(reader.getNamespaceURI());
  }

  private static @Nullable PixelSize size(XMLStreamReader reader) {
    Matcher width = PIXELS.matcher(attribute(reader, "width"));
    Matcher height = PIXELS.matcher(attribute(reader, "height"));
    return width.matches() && height.matches()
        ? PixelSize.of(Long.parseLong(width.group(1)), Long.parseLong(height.group(1)))
        : null;
  }

  private static String attribute(XMLStreamReader reader, String name) {
    String value = reader.getAttributeValue("", name);
    return value == null ? "" : value;
  }
}
