package io.hallmark.tools.ceremony.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands in a ceremony's way, gathered so that people hear of all of it at once, and what was
 * found good, which is recorded. Confined to one thread.
 */
final class Obstacles {
  private final List<StoppedException> found = new ArrayList<>();
  private final Map<String, String> facts = new TreeMap<>();

  /** One look at something. */
  interface Look {
    void take() throws StoppedException, IOException;
  }

  /** A look that finds something out. */
  interface Finding {
    String find() throws StoppedException, IOException;
  }

  void look(Look look) throws IOException {
    try {
      look.take();
    } catch (StoppedException e) {
      found.add(e);
    }
  }

  /** Records what was found under a name. */
  void fact(String name, Finding finding) throws IOException {
    look(() -> facts.put(name, finding.find()));
  }

  /**
   * What was found good.
   *
   * @throws StoppedException with everything that is in the way
   */
  Map<String, String> facts() throws StoppedException {
    if (!found.isEmpty()) {
      throw StoppedException.all(found);
    }
    return facts;
  }
}
