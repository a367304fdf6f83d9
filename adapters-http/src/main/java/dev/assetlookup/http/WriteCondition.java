package dev.assetlookup.http;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.json.ContainerJson;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.Optional;

/** The conditions under which a write is wanted, from the headers of its request. */
record WriteCondition(ServerRequestHeaders headers) {
  /** RFC 9110, 13.2.2: {@code If-Match} before {@code If-None-Match}; both must hold. */
  Precondition precondition() {
    return isConditional() ? new Precondition.Is(this::holds) : Precondition.ANY;
  }

  private boolean isConditional() {
    return headers.contains(HeaderNames.IF_MATCH) || headers.contains(HeaderNames.IF_NONE_MATCH);
  }

  private boolean holds(Optional<Container> stored) {
    String tag = stored.map(ContainerJson::write).map(EntityTag::of).orElse(null);
    if (tag == null) {
      return !headers.contains(HeaderNames.IF_MATCH);
    }
    return (!headers.contains(HeaderNames.IF_MATCH) || EntityTag.isMeant(headers, tag))
        && !EntityTag.isKnown(headers, tag);
  }

  /** The answer where the condition does not hold or, without one, other writers came between. */
  ApiError conflict() {
    return isConditional() ? ApiError.PRECONDITION_FAILED : ApiError.CONFLICT;
  }
}
