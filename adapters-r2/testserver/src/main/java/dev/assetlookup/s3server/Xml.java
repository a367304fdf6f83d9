package dev.assetlookup.s3server;

import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the documents of S3. */
final class Xml {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  // The JDK's own, whatever else is on the class path.
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final XMLStreamWriter writer;

  private Xml(String root, boolean namespace) throws XMLStreamException {
    writer = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
    writer.writeStartDocument("UTF-8", "1.0");
    writer.writeStartElement(root);
    if (namespace) {
      writer.writeDefaultNamespace(NAMESPACE);
    }
  }

  /** Writes what is within a root element. */
  interface Content {
    void writeTo(Xml xml) throws XMLStreamException;
  }

  static byte[] document(String root, boolean namespace, Content content) {
    try {
      Xml xml = new Xml(root, namespace);
      content.writeTo(xml);
      xml.writer.writeEndDocument();
      xml.writer.close();
      return xml.bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  void element(String name, String text) throws XMLStreamException {
    writer.writeStartElement(name);
    text(text);
    writer.writeEndElement();
  }

  void element(String name, Content content) throws XMLStreamException {
    writer.writeStartElement(name);
    content.writeTo(this);
    writer.writeEndElement();
  }

  /**
   * Control characters go out as references, as S3 writes them. XML 1.0 has no place for most of
   * them: clients ask for encoding-type=url.
   */
  private void text(String text) throws XMLStreamException {
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0xFFFE || c == 0xFFFF) {
        writer.writeCharacters(text.substring(written, i));
        writer.writeEntityRef("#x" + Integer.toHexString(c));
        written = i + 1;
      }
    }
    writer.writeCharacters(text.substring(written));
  }
}
