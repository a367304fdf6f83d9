package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.wire.Site.Clients;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who changed what by two servers over one store. */
class AuditTest {
  private static final String ID = "X-Request-Id";

  @ParameterizedTest
  @EnumSource
  void each_server_tells_what_was_done_by_either(Store store) {
    Clients clients = Site.of(store).newClients();
    Reply published = clients.first().put(1, Drafts.of("a.png")).is(201);
    clients.second().put(1, Drafts.of("a.png")).is(200);
    Reply replaced = clients.second().put(1, Drafts.of("b.png")).is(200);
    Reply deleted = clients.first().delete(1).is(204);
    clients.first().delete(1).is(204);
    for (Client client : List.of(clients.first(), clients.second())) {
      Reply page = client.get("/v1/audit-log?actor=key&container=" + Client.container(1)).is(200);
      assertThat(page.all("/items", "/action"))
          .containsExactly("container.deleted", "container.replaced", "container.published");
      assertThat(page.all("/items", "/actor/requestId"))
          .containsExactly(deleted.header(ID), replaced.header(ID), published.header(ID));
      assertThat(page.at("/items/0/revisionBefore")).isEqualTo(page.at("/items/1/revisionAfter"));
    }
  }
}
