package dev.assetlookup.r2;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.SdkGlobalTime;

/**
 * Marks a class whose server has another time than this machine. The SDK remembers how far the
 * clock of a server was off for all clients that are made afterwards, so nothing else may run.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Isolated
@ExtendWith(OtherTime.Reset.class)
public @interface OtherTime {
  /** Lets the SDK forget what it has learnt of the server's clock. */
  final class Reset implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
      SdkGlobalTime.setGlobalTimeOffset(0);
    }
  }
}
