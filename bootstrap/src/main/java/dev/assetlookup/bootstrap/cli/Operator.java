package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import java.util.List;
import java.util.SortedMap;

/** Whoever calls a command, by the name that the operating system has for the user. */
final class Operator {
  private Operator() {}

  static Actor actor(Console console) {
    return Actor.operator(console.user());
  }

  /** Publishes by the name of the operator, whoever is said to be the caller. */
  static PublishContainer publishing(PublishContainer port, Console console) {
    Actor actor = actor(console);
    return new PublishContainer() {
      @Override
      public Result publish(Caller caller, ContainerDraft draft, Precondition precondition) {
        return port.publish(caller.as(actor), draft, precondition);
      }

      @Override
      public List<Problem> check(SortedMap<Integer, AssetDraft> assets) {
        return port.check(assets);
      }
    };
  }
}
