package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that let their holder in for some time, as stores and CDNs make them. */
class MediaUrlSignatureTest {
  private static final String FILE = "https://media.example.com/a.png";

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Signature, X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=0a",
    "x-amz-signature, x-amz-signature=0a",
    "X-Amz-Signature, X%2DAmz%2DSignature=0a",
    "Signature, AWSAccessKeyId=AK&Signature=a%3D&Expires=1",
    "Signature, Expires=1&Signature=a&Key-Pair-Id=K",
    "Policy, Policy=eyJ&Signature=a&Key-Pair-Id=K",
    "Policy, Policy=eyJ",
    "X-Goog-Signature, X-Goog-Signature=0a",
    "Signature, GoogleAccessId=me&Expires=1&Signature=a",
    "sig, sv=2024-11-04&se=2026-01-01T00%3A00%3A00Z&sr=b&sp=r&sig=a%3D",
    "x-oss-signature, x-oss-signature=a",
    "q-signature, q-signature=a",
    "hdnts, hdnts=exp=1~acl=/*~hmac=0a",
    "token, v=2&token=a&expires=1",
  })
  void a_signature_is_known(String parameter, String query) {
    assertThat(new MediaUrl(FILE + "?" + query).signature()).contains(parameter);
    assertThat(new MediaUrl(FILE + "?" + query + "#t=10").signature()).contains(parameter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?v=2",
        "?sig=left",
        "?signature=mine",
        "?token=blue",
        "?expires=never",
        "?policy=public",
        "?name=X-Amz-Signature",
        "#?X-Amz-Signature=0a",
        "?se=1&sv=2",
      })
  void a_query_of_another_kind_is_none(String suffix) {
    assertThat(new MediaUrl(FILE + suffix).signature()).isEmpty();
  }
}
