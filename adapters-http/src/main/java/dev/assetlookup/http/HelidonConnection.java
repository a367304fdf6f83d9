package dev.assetlookup.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import java.util.concurrent.ExecutorService;

/** What Helidon knows of a client's connection. */
record HelidonConnection(
    ClientSocket socket,
    ListenerContext listenerContext,
    Router router,
    DataReader dataReader,
    DataWriter dataWriter)
    implements ConnectionContext {
  @Override
  public ExecutorService executor() {
    return listenerContext.executor();
  }

  @Override
  public PeerInfo remotePeer() {
    return socket.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return socket.localPeer();
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String socketId() {
    return "http";
  }

  @Override
  public String childSocketId() {
    return Integer.toHexString(System.identityHashCode(socket));
  }
}
