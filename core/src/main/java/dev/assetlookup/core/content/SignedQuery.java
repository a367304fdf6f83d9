package dev.assetlookup.core.content;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How stores and CDNs sign the query of a URL. */
final class SignedQuery {
  /** Akamai's. */
  private static final List<String> ALONE = List.of("hdnts", "hdnea");

  /** CloudFront's custom policy, in this case only: the word is common. */
  private static final String POLICY = "Policy";

  /** Signatures only beside one of the others: the first names are common words. */
  private static final List<List<String>> TOGETHER =
      List.of(
          // S3 before version 4, Google Cloud Storage, CloudFront, Google's CDN, Alibaba's OSS.
          List.of(
              "signature", "expires", "policy", "key-pair-id", "awsaccesskeyid", "googleaccessid"),
          // Azure's shared access signatures.
          List.of("sig", "se", "sp", "sv", "si"),
          // Bunny and other CDNs.
          List.of("token", "expires"));

  private SignedQuery() {}

  /** The name of a parameter that is or goes with a signature, as the query has it. */
  static Optional<String> signature(String query) {
    List<String> names =
        Arrays.stream(query.split("&", -1)).map(part -> part.split("=", 2)[0]).toList();
    Set<String> all =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return names.stream().filter(name -> isSignature(name, all)).findFirst();
  }

  private static boolean isSignature(String name, Set<String> all) {
    String lower = name.toLowerCase(Locale.ROOT);
    // X-Amz-Signature, X-Goog-Signature, x-oss-signature, q-signature and so on.
    return lower.endsWith("-signature")
        || name.equals(POLICY)
        || ALONE.contains(lower)
        || TOGETHER.stream()
            .anyMatch(
                set ->
                    set.get(0).equals(lower)
                        && set.subList(1, set.size()).stream().anyMatch(all::contains));
  }
}
