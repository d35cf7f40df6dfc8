package io.hallmark.crypto.audit;

import io.hallmark.crypto.audit.AuditFinding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings of one verification, so many and no more. Confined to the verifier. */
final class AuditFindings {
  /** Beyond these nobody reads; the first says where to look. */
  static final int FINDINGS_MAX = 100;

  static final int NOTES_MAX = 100;

  private final List<AuditFinding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Its place, or -1 where there was none left. */
  int add(Kind kind, long offset, String chain, long sequence, String detail) {
    if (findings.size() >= FINDINGS_MAX) {
      return -1;
    }
    findings.add(new AuditFinding(kind, offset, chain, sequence, detail));
    return findings.size() - 1;
  }

  /** What looked like a gap was found further on. */
  void reordered(int place, String detail) {
    if (place >= 0) {
      AuditFinding gap = findings.get(place);
      findings.set(
          place,
          new AuditFinding(Kind.REORDERED, gap.offset(), gap.chain(), gap.sequence(), detail));
    }
  }

  void note(String note) {
    if (notes.size() < NOTES_MAX) {
      notes.add(note);
    }
  }

  List<AuditFinding> all() {
    return findings.stream().sorted(Comparator.comparingLong(AuditFinding::offset)).toList();
  }

  List<String> notes() {
    return notes;
  }
}
