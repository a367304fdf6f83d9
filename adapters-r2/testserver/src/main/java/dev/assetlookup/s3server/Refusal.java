package dev.assetlookup.s3server;

/** A request that is answered with an S3 error. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static Refusal notImplemented(String what) {
    return new Refusal(501, "NotImplemented", what + " is not implemented");
  }

  static Refusal invalidArgument(String message) {
    return new Refusal(400, "InvalidArgument", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
