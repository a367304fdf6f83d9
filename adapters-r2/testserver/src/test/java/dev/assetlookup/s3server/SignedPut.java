package dev.assetlookup.s3server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A PUT signed by the SDK's signer, to be sent with that body or another. */
record SignedPut(URI uri, Map<String, List<String>> headers) {

  static SignedPut of(
      S3Server server, String bucket, String key, String body, boolean signedPayload) {
    URI uri = URI.create(server.endpoint() + "/" + bucket + "/" + key);
    // As for https: over http the signer signs every payload.
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(URI.create(uri.toString().replace("http:", "https:")))
            .build();
    Map<String, List<String>> headers =
        AwsV4HttpSigner.create()
            .sign(
                signing ->
                    signing
                        .identity(
                            AwsCredentialsIdentity.create(
                                server.accessKeyId(), server.secretAccessKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "auto")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signedPayload))
            .request()
            .headers();
    return new SignedPut(uri, headers);
  }

  /** Sends a body and gives back status and answer. */
  String send(String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }
}
