package dev.assetlookup.s3server;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * S3Proxy over a store in memory: an implementation that is not ours. Its conditional writes are
 * not atomic; races belong on {@link StrictS3Server}.
 */
public final class S3ProxyServer implements S3Server {
  private static final String ACCESS_KEY_ID = "s3proxy-key";
  private static final String SECRET_ACCESS_KEY = "s3proxy-secret";

  private final BlobStore store;
  private final S3Proxy proxy;

  private S3ProxyServer(BlobStore store, S3Proxy proxy) {
    this.store = store;
    this.proxy = proxy;
  }

  /**
   * Starts a server without buckets.
   *
   * @throws IllegalStateException if it does not start
   */
  public static S3ProxyServer start() {
    BlobStore store = new TransientNio2BlobStore();
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    }
    return new S3ProxyServer(store, proxy);
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  @Override
  public String accessKeyId() {
    return ACCESS_KEY_ID;
  }

  @Override
  public String secretAccessKey() {
    return SECRET_ACCESS_KEY;
  }

  @Override
  public void createBucket(String bucket) {
    store.createContainer(bucket);
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not stop", e);
    }
  }
}
