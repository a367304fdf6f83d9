package dev.assetlookup.bootstrap.serve;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.http.ContentApi;
import dev.assetlookup.http.StandaloneServer;
import java.lang.reflect.Field;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;

final class ServerLifeTest {
  @Test
  void a_listener_that_dies_ends_the_command_so_that_a_supervisor_starts_it_again()
      throws Exception {
    InMemoryStore store = new InMemoryStore();
    StandaloneServer server =
        new StandaloneServer(
            "127.0.0.1", 0, new ContentApi(new ReadOnlyLookup(store), AuthenticateKey.over(store)));
    ServerLife.start(server);
    selector(server).close();
    assertThatThrownBy(() -> ServerLife.await(server, new Termination(), server::stop))
        .isInstanceOf(ServerFailedException.class)
        .hasMessageContainingAll("cannot listen any more", "start it again");
  }

  /** What the listener waits with: from outside nothing can be done to it. */
  private static Selector selector(StandaloneServer server) throws ReflectiveOperationException {
    Field listener = StandaloneServer.class.getDeclaredField("listener");
    listener.setAccessible(true);
    Field selector = listener.getType().getDeclaredField("selector");
    selector.setAccessible(true);
    return (Selector) selector.get(listener.get(server));
  }
}
