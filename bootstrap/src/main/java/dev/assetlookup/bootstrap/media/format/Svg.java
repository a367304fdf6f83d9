package dev.assetlookup.bootstrap.media.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Drawings in SVG: XML in any encoding whose root is an {@code svg} of that namespace. */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String BOM = "\u00ef\u00bb\u00bf";
  private static final String BIG_ENDIAN_BOM = "\u00fe\u00ff";
  private static final String LITTLE_ENDIAN_BOM = "\u00ff\u00fe";
  private static final String WHITE_SPACE = " \t\r\n";
  // How much may stand before the root.
  private static final int MAX_BLANK = 1 << 16;
  private static final int MAX_HEAD = 1 << 20;
  // Whole pixels only: readers round differently. Other units depend on where it is shown.
  private static final Pattern PIXELS =
      Pattern.compile("\\s*\\+?([0-9]{1,7})(?:\\.0+)?(?:px)?\\s*");

  private Svg() {}

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    long start = start(file);
    if (start < 0) {
      return null;
    }
    try (InputStream head = head(file, start)) {
      XMLStreamReader reader = factory().createXMLStreamReader(head);
      try {
        while (reader.hasNext() && !reader.isStartElement()) {
          reader.next();
        }
        return isDrawing(reader) ? new MediaProperties("image/svg+xml", size(reader), null) : null;
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      // It is no XML, or not of the kind that is shown.
      return null;
    }
  }

  /** Where XML may begin, below zero if it cannot be XML. */
  private static long start(MediaBytes file) throws IOException {
    if (file.size() < 2) {
      return -1;
    }
    boolean wide = file.has(0, BIG_ENDIAN_BOM) || file.has(0, LITTLE_ENDIAN_BOM);
    if (wide || file.has(0, "\0<") || file.has(0, "<\0")) {
      return 0;
    }
    long at = file.has(0, BOM) ? BOM.length() : 0;
    long limit = Math.min(file.size(), at + MAX_BLANK);
    while (at < limit && WHITE_SPACE.indexOf(file.u8(at)) >= 0) {
      at++;
    }
    return at < limit && file.u8(at) == '<' ? at : -1;
  }

  private static InputStream head(MediaBytes file, long start) {
    long limit = Math.min(file.size(), start + MAX_HEAD);
    return new InputStream() {
      private long at = start;

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
