package io.hallmark.gateway.identity;

import io.hallmark.messaging.membership.Group;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.membership.MembershipView;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory out of the membership topics. A change is waited after for a moment, so that many
 * together make one new directory. Only groups with an identity of this cluster matter. Safe for
 * concurrent use.
 */
public final class MembershipDirectory implements DirectorySource {
  private static final Logger log = LoggerFactory.getLogger(MembershipDirectory.class);
  private static final long GATHER_MILLIS = 50;

  private final MembershipView view;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread one = new Thread(work, "gateway-membership");
            one.setDaemon(true);
            return one;
          });
  private volatile Directory directory = Directory.empty();
  private volatile boolean complete;

  private MembershipDirectory(MembershipView view) {
    this.view = view;
  }

  /** Returns at once; reads in the background. */
  @SuppressWarnings("FutureReturnValueIgnored") // It goes on until the thread is shut down.
  public static MembershipDirectory start(WorkerEnvironment environment, String clientId) {
    MembershipDirectory source =
        new MembershipDirectory(MembershipView.start(environment, clientId));
    source.view.onChange(source::changed);
    // A cluster of which nothing is published has no changes either.
    source.thread.scheduleWithFixedDelay(
        source::lookUntilComplete, GATHER_MILLIS, GATHER_MILLIS, TimeUnit.MILLISECONDS);
    return source;
  }

  private void lookUntilComplete() {
    if (!complete && view.isComplete()) {
      rebuild();
      complete = true;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // rebuild() throws nothing that is not logged.
  private void changed() {
    if (!thread.isShutdown() && due.compareAndSet(false, true)) {
      thread.schedule(this::rebuild, GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void rebuild() {
    due.set(false);
    try {
      List<HostedIdentity> identities = view.identities();
      List<String> groups = identities.stream().map(HostedIdentity::group).distinct().toList();
      List<Group> known = groups.stream().map(view::group).flatMap(Optional::stream).toList();
      List<Member> members =
          groups.stream().flatMap(group -> view.members(group).stream()).toList();
      directory = Directory.of(directory, known, members, identities);
      listeners.forEach(Runnable::run);
    } catch (RuntimeException e) {
      log.error("the directory stays as it was", e);
    }
  }

  @Override
  public Directory current() {
    return directory;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    view.close();
  }
}
