package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.handover.CommandOrigin;
import dev.assetlookup.bootstrap.serve.Termination;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** This process, for a server that runs its command. */
record ConsoleOrigin(ProcessConsole console, OutputStream out, OutputStream err)
    implements CommandOrigin {
  static ConsoleOrigin of(ProcessConsole console) {
    return new ConsoleOrigin(console, console.out(), console.err());
  }

  @Override
  public InputStream open(String name) throws IOException {
    try {
      return console.open(name);
    } catch (CommandFailedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void onInterrupt(Runnable interrupted) {
    Termination.onRequest(interrupted);
  }
}
