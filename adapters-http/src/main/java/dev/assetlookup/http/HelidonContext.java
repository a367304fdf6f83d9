package dev.assetlookup.http;

import io.helidon.common.context.Context;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.http.DirectHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What Helidon's connections need from the listener that they belong to. */
final class HelidonContext implements ListenerContext {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Context context = Context.builder().id("asset-lookup").build();
  private final MediaContext media = MediaContext.create();
  // Nothing that happens to be on the class path joins in: the answers are as specified here.
  private final ContentEncodingContext encodings =
      ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build();
  private final DirectHandlers handlers = RefusalHandler.forAllEvents();
  private final ListenerConfig config =
      ListenerConfig.builder()
          .protocolsDiscoverServices(false)
          .maxPayloadSize(ContainerEndpoints.MAX_BODY_BYTES)
          // Gives the reason to the handlers, which do not pass it on.
          .errorHandling(ErrorHandling.builder().includeEntity(true).build())
          .buildPrototype();

  @Override
  public Context context() {
    return context;
  }

  @Override
  public MediaContext mediaContext() {
    return media;
  }

  @Override
  public ContentEncodingContext contentEncodingContext() {
    return encodings;
  }

  @Override
  public DirectHandlers directHandlers() {
    return handlers;
  }

  @Override
  public ListenerConfig config() {
    return config;
  }

  @Override
  public ExecutorService executor() {
    return executor;
  }
}
