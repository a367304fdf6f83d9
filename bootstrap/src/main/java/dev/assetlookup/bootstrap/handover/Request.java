package dev.assetlookup.bootstrap.handover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command with the environment in which it was typed.
 *
 * @param arguments the command line, without references to files of arguments
 * @param variables the settings in effect, as environment variables
 * @param directory what relative paths are relative to
 * @param user the user of the operating system who typed it
 * @param terminal whether a person watches standard error
 * @param outCharset how text is encoded on standard output
 * @param errCharset how text is encoded on standard error
 */
public record Request(
    List<String> arguments,
    Map<String, String> variables,
    Path directory,
    String user,
    boolean terminal,
    Charset outCharset,
    Charset errCharset) {

  /** Copies the collections. */
  public Request {
    arguments = List.copyOf(arguments);
    variables = Map.copyOf(variables);
  }

  /** Keeps the settings, which have passwords, out of logs. */
  @Override
  public String toString() {
    return "Request" + arguments;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(arguments.size());
      for (String argument : arguments) {
        write(out, argument);
      }
      out.writeInt(variables.size());
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        write(out, variable.getKey());
        write(out, variable.getValue());
      }
      write(out, directory.toString());
      write(out, user);
      out.writeBoolean(terminal);
      write(out, outCharset.name());
      write(out, errCharset.name());
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if it is something else
   */
  static Request from(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      // Counts may be lies: lists grow with the elements that are really there.
      List<String> arguments = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        arguments.add(read(in));
      }
      Map<String, String> variables = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        variables.put(read(in), read(in));
      }
      return new Request(
          arguments,
          variables,
          Path.of(read(in)),
          read(in),
          in.readBoolean(),
          Charset.forName(read(in)),
          Charset.forName(read(in)));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a request", e);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("not a request");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
