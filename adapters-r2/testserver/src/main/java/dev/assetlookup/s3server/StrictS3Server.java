package dev.assetlookup.s3server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server in memory that behaves as Cloudflare documents R2, and is strict: whatever R2 refuses,
 * or would do otherwise than S3, is refused here with the reason in the message.
 *
 * <ul>
 *   <li>GET, HEAD, PUT, DELETE of an object, ListObjectsV2 and HEAD of a bucket, path style. All
 *       else, a range and every {@code x-amz-} header of a PUT that is not known here is 501.
 *   <li>Signatures are verified. An unknown key is 401, a wrong secret 403.
 *   <li>A PUT and its conditions are one step, also among writers at the same time. If-Match on an
 *       absent key is 412, as with R2; S3 says 404. DELETE has no conditions.
 *   <li>aws-chunked bodies are 501, and checksums other than SHA-1, SHA-256 and MD5.
 *   <li>{@code Expect: 100-continue} gets no interim answer. The body is waited for.
 *   <li>Keys are found by their NFC form and listed as last spelled.
 * </ul>
 *
 * <p>A virtual thread serves each connection. The last 50,000 requests are recorded. Thread-safe;
 * what a method changes holds for requests that arrive later.
 */
public final class StrictS3Server implements S3Server {
  private static final Logger LOG = System.getLogger(StrictS3Server.class.getName());
  private static final Pattern OWN_HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
  private static final String ACCESS_KEY_ID = "strict-key";
  private static final String SECRET_ACCESS_KEY = "strict-secret";

  private final Buckets buckets = new Buckets();
  private final Map<String, Credential> credentials = new ConcurrentHashMap<>();
  private final Faults faults = new Faults();
  private final Journal journal = new Journal();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private volatile InstantSource clock = InstantSource.system();
  private volatile Duration latency = Duration.ZERO;
  private volatile boolean recording = true;
  private volatile WriteRules writeRules = WriteRules.NONE;
  private volatile String root = "";
  private final HttpListener listener;

  private StrictS3Server() {
    addCredential(ACCESS_KEY_ID, SECRET_ACCESS_KEY, Access.READ_WRITE);
    listener = HttpListener.start(new Handler());
  }

  /**
   * Starts a server without buckets.
   *
   * @throws java.io.UncheckedIOException if no port is free
   */
  public static StrictS3Server start() {
    return new StrictS3Server();
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.port() + root);
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
    buckets.create(bucket);
  }

  /** Deletes a bucket with all that is in it, if it is there. */
  public void deleteBucket(String bucket) {
    buckets.delete(bucket);
  }

  /** Adds or replaces a credential for every bucket. */
  public void addCredential(String accessKeyId, String secretAccessKey, Access access) {
    addCredential(accessKeyId, secretAccessKey, Map.of(Credential.EVERY_BUCKET, access));
  }

  /** Adds or replaces a credential for the named buckets alone. */
  public void addCredential(
      String accessKeyId, String secretAccessKey, Map<String, Access> accessByBucket) {
    credentials.put(accessKeyId, new Credential(secretAccessKey, accessByBucket));
  }

  /** Takes a credential away; it is unknown from then on. */
  public void revokeCredential(String accessKeyId) {
    credentials.remove(accessKeyId);
  }

  /**
   * Stores an object as another writer could, whatever its metadata: there is no limit here.
   *
   * @param metadata names in lower case, without {@code x-amz-meta-}
   * @throws IllegalArgumentException if there is no such bucket
   */
  public S3Object put(
      String bucket, String key, byte[] body, String contentType, Map<String, String> metadata) {
    S3Object object =
        S3Object.of(key, body.clone(), contentType, Map.of(), metadata, clock.instant());
    buckets.existing(bucket).put(S3Request.normalize(key), object);
    return object;
  }

  /**
   * An object, or null if there is none.
   *
   * @throws IllegalArgumentException if there is no such bucket
   */
  public @Nullable S3Object object(String bucket, String key) {
    return buckets.existing(bucket).get(S3Request.normalize(key));
  }

  /**
   * Removes an object and says whether there was one.
   *
   * @throws IllegalArgumentException if there is no such bucket
   */
  public boolean remove(String bucket, String key) {
    return buckets.existing(bucket).remove(S3Request.normalize(key));
  }

  /**
   * The keys that begin so, as last spelled, in the order of a listing.
   *
   * @throws IllegalArgumentException if there is no such bucket
   */
  public List<String> keys(String bucket, String prefix) {
    String start = S3Request.normalize(prefix);
    return buckets.existing(bucket).objects().tailMap(start).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(start))
        .map(entry -> entry.getValue().key())
        .toList();
  }

  /** The clock for signatures, dates and times of modification; the system's at first. */
  public void clock(InstantSource clock) {
    this.clock = clock;
  }

  /** What each answer is delayed by, after its request was carried out; nothing at first. */
  public void latency(Duration latency) {
    this.latency = latency;
  }

  /** Whether a PUT within a second of the last one of its key is 429, as with R2; off at first. */
  public void oneWritePerSecond(boolean oneWritePerSecond) {
    writeRules = new WriteRules(oneWritePerSecond, writeRules.unconditional());
  }

  /** Whether PUT ignores its conditions, as some servers do that are not R2; off at first. */
  public void ignoreConditions(boolean ignored) {
    writeRules = new WriteRules(writeRules.onePerSecond(), ignored);
  }

  /**
   * Serves under a path, as behind a reverse proxy that passes it on; signatures cover it.
   *
   * @param path such as {@code /s3}, or empty as at first
   */
  public void serveUnder(String path) {
    root = path;
  }

  /**
   * Lets requests go wrong. Of several faults for one request, the one that was added first is
   * taken.
   *
   * @param times how many of the requests that {@code when} accepts
   */
  public void fault(Predicate<Recorded> when, Fault fault, int times) {
    faults.arm(when, fault, times);
  }

  /**
   * Runs an action once, on the connection's thread, just before the first request that {@code
   * when} accepts is carried out or goes wrong.
   */
  public void onRequest(Predicate<Recorded> when, Runnable action) {
    faults.before(when, action);
  }

  /**
   * Runs an action once, on the connection's thread, after the first request that {@code when}
   * accepts was carried out or went wrong, and before its answer is sent.
   */
  public void onAnswer(Predicate<Recorded> when, Runnable action) {
    faults.after(when, action);
  }

  /** Forgets faults and actions that are still to come. */
  public void clearFaults() {
    faults.clear();
  }

  /** Lets every {@link Fault.LateReply} go whose request has arrived. */
  public void release() {
    faults.release();
  }

  /**
   * The requests that arrived, oldest first; the latest 50,000. What is not HTTP/1.1, or has a path
   * that does not decode, is not among them.
   */
  public List<Recorded> requests() {
    return journal.list();
  }

  /** Forgets the requests that arrived, and {@link #mostAtOnce()}. */
  public void clearRequests() {
    journal.clear();
    mostInFlight.set(0);
  }

  /** Whether requests are recorded; they are at first. */
  public void recording(boolean recording) {
    this.recording = recording;
  }

  /** The most requests that were in work at one time. */
  public int mostAtOnce() {
    return mostInFlight.get();
  }

  /** Ends the connections, those without an answer too. */
  @Override
  public void close() {
    listener.close();
  }

  /** Serves one request after the other of each connection. */
  private final class Handler implements HttpListener.Handler {

    @Override
    public Reply handle(HttpRequest http) throws InterruptedException {
      mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
      try {
        S3Request request = S3Request.of(http, root);
        Recorded recorded = recorded(request);
        if (recording) {
          journal.add(recorded);
        }
        CountDownLatch gate = faults.gate();
        faults.runBefore(recorded);
        Reply reply = reply(request, faults.next(recorded), gate);
        faults.runAfter(recorded);
        Duration delay = latency;
        if (delay.isPositive()) {
          Thread.sleep(delay);
        }
        return reply;
      } catch (Refusal refusal) {
        return new Reply.Send(refuse(refusal));
      } finally {
        inFlight.decrementAndGet();
      }
    }

    @Override
    public HttpResponse refuse(Refusal refusal) {
      return dated(error(refusal, ""));
    }
  }

  private Recorded recorded(S3Request request) {
    return new Recorded(
        clock.instant(),
        request.operation(),
        request.http().method(),
        request.bucket(),
        request.key(),
        request.parameters(),
        request.http().headers());
  }

  private Reply reply(S3Request request, @Nullable Fault fault, CountDownLatch gate)
      throws InterruptedException {
    return switch (fault) {
      case null -> new Reply.Send(answer(request));
      case Fault.Status(int status, String code) ->
          new Reply.Send(finished(request, error(new Refusal(status, code, code), request.path())));
      case Fault.Later(int seconds) -> {
        HttpResponse answer = error(new Refusal(503, "SlowDown", "Slow down"), request.path());
        yield new Reply.Send(
            finished(request, answer.with("Retry-After", Integer.toString(seconds))));
      }
      case Fault.Garbage(int status, String contentType, String body) ->
          new Reply.Send(
              finished(
                  request,
                  HttpResponse.of(status, contentType, body.getBytes(StandardCharsets.UTF_8))));
      case Fault.Reset() -> new Reply.Close(true);
      case Fault.Hang() -> new Reply.Silence();
      case Fault.LostReply() -> {
        answer(request);
        yield new Reply.Close(false);
      }
      case Fault.LateReply() -> {
        HttpResponse answer = answer(request);
        gate.await();
        yield new Reply.Send(answer);
      }
      case Fault.Drip() -> new Reply.SendHalf(answer(request), false);
      case Fault.CutOff() -> new Reply.SendHalf(answer(request), true);
    };
  }

  private HttpResponse answer(S3Request request) {
    return finished(request, carriedOut(request));
  }

  private HttpResponse carriedOut(S3Request request) {
    try {
      letIn(request);
      return buckets.carryOut(request, clock.instant(), writeRules);
    } catch (Refusal refusal) {
      return error(refusal, request.path());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A request failed", e);
      return error(new Refusal(500, "InternalError", e.toString()), request.path());
    }
  }

  private void letIn(S3Request request) throws Refusal {
    refuseForms(request.http());
    SignatureV4 signature = SignatureV4.of(request.http());
    Credential credential = credentials.get(signature.accessKeyId());
    signature.verify(request, credential, clock.instant());
    if (credential == null || !credential.allows(request.bucket(), request.writes())) {
      throw new Refusal(403, "AccessDenied", "Access Denied");
    }
  }

  private static void refuseForms(HttpRequest http) throws Refusal {
    String payload = http.header("x-amz-content-sha256");
    if (payload != null && payload.startsWith("STREAMING-")) {
      throw Refusal.notImplemented(payload);
    }
    String encoding = http.header("Content-Encoding");
    if (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("aws-chunked")) {
      throw Refusal.notImplemented("aws-chunked");
    }
    String host = http.header("Host");
    if (host == null || !OWN_HOST.matcher(host).matches()) {
      throw Refusal.notImplemented("Host " + host + ", other than path style,");
    }
  }

  private static HttpResponse error(Refusal refusal, String resource) {
    return HttpResponse.of(
        refusal.status(),
        "application/xml",
        Xml.document(
            "Error",
            false,
            xml -> {
              xml.element("Code", refusal.code());
              xml.element("Message", refusal.text());
              xml.element("Resource", resource);
            }));
  }

  private HttpResponse finished(S3Request request, HttpResponse answer) {
    if (!request.http().method().equals("HEAD")) {
      return dated(answer);
    }
    return dated(
        answer.status() >= 400 ? HttpResponse.empty(answer.status()) : answer.withoutBody());
  }

  private HttpResponse dated(HttpResponse answer) {
    return answer.with("Date", HttpResponse.httpDate(clock.instant()));
  }
}
