package dev.assetlookup.s3server;

/** What {@link StrictS3Server} does to a request instead of answering it. */
public sealed interface Fault {

  /**
   * Answers an S3 error; nothing is carried out.
   *
   * @param status the HTTP status
   * @param code the S3 error code
   */
  record Status(int status, String code) implements Fault {}

  /**
   * Answers 503 SlowDown; nothing is carried out.
   *
   * @param seconds what {@code Retry-After} says
   */
  record Later(int seconds) implements Fault {}

  /** Resets the connection (TCP RST) without an answer; nothing is carried out. */
  record Reset() implements Fault {}

  /** Carries the request out, then closes the connection without an answer. */
  record LostReply() implements Fault {}

  /** Never answers, until the client gives up or the server is closed; nothing is carried out. */
  record Hang() implements Fault {}

  /** Carries the request out, and answers after {@link StrictS3Server#release()}. */
  record LateReply() implements Fault {}

  /** Sends the head and half of the body, then nothing more; without a body, half of the head. */
  record Drip() implements Fault {}

  /** As {@link Drip}, but then closes the connection. */
  record CutOff() implements Fault {}

  /**
   * Answers something that is not of S3; nothing is carried out.
   *
   * @param status the HTTP status
   * @param contentType its type
   * @param body its text
   */
  record Garbage(int status, String contentType, String body) implements Fault {

    /** A web page with status 200, as a wrong endpoint gives. */
    public Garbage() {
      this(200, "text/html; charset=utf-8", "<!doctype html><title>Welcome</title><p>It works!");
    }
  }
}
