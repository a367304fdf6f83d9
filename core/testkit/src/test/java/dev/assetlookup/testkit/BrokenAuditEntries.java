package dev.assetlookup.testkit;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What stores do wrong when they append to an audit trail. */
final class BrokenAuditEntries {
  private BrokenAuditEntries() {}

  static Function<InstantSource, AuditStorage> rewriting(UnaryOperator<Deed> deed) {
    return clock ->
        new AuditStorage(clock) {
          @Override
          Deed rewritten(Deed right) {
            return deed.apply(right);
          }
        };
  }

  static Deed ofAction(Deed.Action action, Deed deed) {
    return deed instanceof Deed.ToContainer to
        ? new Deed.ToContainer(action, to.container(), to.projectId(), to.before(), to.after())
        : deed;
  }

  static Deed ofKeys(Deed.Action action, Deed deed) {
    return deed instanceof Deed.ToKey to ? new Deed.ToKey(action, to.key()) : deed;
  }

  static Deed withoutBefore(Deed deed) {
    return deed instanceof Deed.ToContainer to
        ? new Deed.ToContainer(to.action(), to.container(), to.projectId(), null, to.after())
        : deed;
  }

  static Deed withoutProject(Deed deed) {
    return deed instanceof Deed.ToContainer to
        ? new Deed.ToContainer(to.action(), to.container(), null, to.before(), to.after())
        : deed;
  }

  static Function<InstantSource, AuditStorage> withoutEntryOf(Predicate<Deed> left) {
    return clock ->
        new AuditStorage(clock) {
          @Override
          synchronized void append(OrganizationId organization, Actor actor, Deed deed) {
            if (!left.test(deed)) {
              super.append(organization, actor, deed);
            }
          }
        };
  }

  static Function<InstantSource, AuditStorage> naming(UnaryOperator<Actor> name) {
    return clock ->
        new AuditStorage(clock) {
          @Override
          Actor named(Actor actor) {
            return name.apply(super.named(actor));
          }
        };
  }

  static Actor cut(Actor actor) {
    String name = actor.name();
    return name == null || name.length() < 64
        ? actor
        : new Actor(actor.kind(), name.substring(0, 64), actor.requestId());
  }

  /** Remembers who was the last to be given a view. */
  static final class RememberingTheLastActor extends AuditStorage {
    private Actor last = Actor.APPLICATION;

    RememberingTheLastActor(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized Actor named(Actor actor) {
      last = super.named(actor);
      return last;
    }

    @Override
    synchronized void append(OrganizationId organization, Actor actor, Deed deed) {
      super.append(organization, last, deed);
    }
  }

  static final class TakingNobodyForTheSystem extends AuditStorage {
    TakingNobodyForTheSystem(InstantSource clock) {
      super(clock);
    }

    @Override
    Actor unnamed() {
      return Actor.SYSTEM;
    }
  }

  static final class AppendingWhatWasRefused extends AuditStorage {
    AppendingWhatWasRefused(InstantSource clock) {
      super(clock);
    }

    @Override
    void refused(OrganizationId organization, Actor actor, Supplier<Deed> deed) {
      append(organization, actor, deed.get());
    }
  }

  static final class KeepingMilliseconds extends AuditStorage {
    KeepingMilliseconds(InstantSource clock) {
      super(clock);
    }

    @Override
    Instant time(Instant now) {
      return now.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  static final class RepeatingNumbers extends AuditStorage {
    RepeatingNumbers(InstantSource clock) {
      super(clock);
    }

    @Override
    long number(long last) {
      return Math.min(last + 1, 1);
    }
  }

  /** A view shows what there was when it was made. */
  static final class ViewingACopy extends AuditStorage {
    ViewingACopy(InstantSource clock) {
      super(clock);
    }

    @Override
    ContainerStore view(Actor actor) {
      InMemoryStore copy = copy();
      ContainerStore right = super.view(actor);
      return new ForwardingContainerStore(copy) {
        @Override
        public Swap swap(
            dev.assetlookup.core.content.Container next,
            dev.assetlookup.core.content.Revision expected) {
          return right.swap(next, expected);
        }

        @Override
        public Swap remove(
            dev.assetlookup.core.content.ContainerKey key,
            dev.assetlookup.core.content.Revision expected) {
          return right.remove(key, expected);
        }
      };
    }
  }

  /** Appends, and writes then. */
  static final class ShowingUncommitted extends AuditStorage {
    ShowingUncommitted(InstantSource clock) {
      super(clock);
    }

    @Override
    void prepare(
        Open transaction,
        OrganizationId organization,
        Actor actor,
        Predicate<InMemoryStore> write,
        Supplier<Deed> deed) {
      append(organization, actor, deed.get());
      transaction.commits.add(
          () -> {
            var unused = write.test(content);
          });
    }
  }

  /** Appends outside of the lock, to a copy of what was there. */
  static final class LosingRaces extends AuditStorage {
    LosingRaces(InstantSource clock) {
      super(clock);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    boolean commit(
        OrganizationId organization,
        Actor actor,
        Predicate<InMemoryStore> write,
        Supplier<Deed> deed) {
      int count = trail(organization).size();
      boolean done = write.test(content);
      LockSupport.parkNanos(1);
      synchronized (this) {
        if (done && trail(organization).size() == count) {
          append(organization, actor, deed.get());
        }
      }
      return done;
    }
  }
}
