package dev.assetlookup.bootstrap.messages;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something could not be done with a file, in words: the JDK's own are often a path alone. */
public final class IoReason {
  private IoReason() {}

  /**
   * The reason, without the path.
   *
   * @param failure what was thrown, an {@link java.io.IOException} or one around it
   * @return a few words
   */
  public static String of(Exception failure) {
    Throwable cause =
        failure instanceof RuntimeException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String reason =
        switch (cause) {
          case AccessDeniedException denied ->
              "no permission; run this as a user who has it, or change its permissions";
          case NoSuchFileException none -> "no such file or folder";
          case NotDirectoryException file -> "not a folder";
          case FileAlreadyExistsException there -> "there already";
          case DirectoryNotEmptyException full -> "not empty";
          case FileSystemException other -> other.getReason();
          default -> cause.getMessage();
        };
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }
}
