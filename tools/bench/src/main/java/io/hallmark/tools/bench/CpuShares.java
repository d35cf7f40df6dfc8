package io.hallmark.tools.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which threads of this process the processor's time goes to between two moments. Threads whose
 * names differ in numbers alone count as one; what no Java thread used is the JVM's own: compilers
 * and collectors.
 */
final class CpuShares {
  private static final String JVM = "the JVM's own";
  private static final double SHOWN_FROM = 0.02;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Map<Long, Long> nanosByThread = new HashMap<>();
  private final long processNanos = PROCESS.getProcessCpuTime();

  private CpuShares() {
    for (long id : THREADS.getAllThreadIds()) {
      nanosByThread.put(id, Math.max(0, THREADS.getThreadCpuTime(id)));
    }
  }

  static CpuShares now() {
    return new CpuShares();
  }

  /** Milliseconds of processor time of the whole process since then. */
  double totalMs() {
    return (PROCESS.getProcessCpuTime() - processNanos) / 1e6;
  }

  /** Prints the groups of threads that used the most, in microseconds for each of {@code calls}. */
  void print(PrintStream out, long calls) {
    double total = totalMs();
    Map<String, Double> shares = msByGroup();
    shares.put(JVM, total - shares.values().stream().mapToDouble(Double::doubleValue).sum());
    out.printf("  %.1f us of processor time each:%n", total * 1e3 / calls);
    shares.entrySet().stream()
        .filter(share -> share.getValue() > SHOWN_FROM * total)
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .forEach(
            share ->
                out.printf("  %8.1f us  %s%n", share.getValue() * 1e3 / calls, share.getKey()));
  }

  private Map<String, Double> msByGroup() {
    Map<String, Double> groups = new TreeMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) {
        long nanos = THREADS.getThreadCpuTime(thread.getThreadId());
        long before = nanosByThread.getOrDefault(thread.getThreadId(), 0L);
        groups.merge(group(thread), Math.max(0, nanos - before) / 1e6, Double::sum);
      }
    }
    return groups;
  }

  private static String group(ThreadInfo thread) {
    return thread.getThreadName().replaceAll("\\d+", "#");
  }
}
