package io.hallmark.crypto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A batch of which some contents may be signed sooner than others: only those that were turned away
 * are asked for again, so that nothing is signed twice. Confined to one try at a time, each of
 * which happens after the one before.
 */
final class PatientBatch {
  /** Asks for signatures of these contents, once. */
  interface Ask
      extends Function<
          List<byte[]>, CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>>> {}

  private final List<byte[]> contents;
  private final Ask ask;
  private final List<CryptoResult<Signature>> outcomes; // Null where nothing is settled yet.

  PatientBatch(List<byte[]> contents, Ask ask) {
    this.contents = List.copyOf(contents);
    this.ask = ask;
    this.outcomes = new ArrayList<>(Collections.nCopies(contents.size(), null));
  }

  /** Asks for what is not settled; "later" for as long as anything is not. */
  CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> askForTheRest() {
    List<Integer> open = open();
    CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> asked =
        ask.apply(open.stream().map(contents::get).toList());
    CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> settled =
        asked.thenApply(answer -> answer.flatMap(each -> settle(open, each)));
    CompletableFuture<Boolean> unused =
        settled.handle((answer, bug) -> settled.isCancelled() && asked.cancel(false));
    return settled;
  }

  /**
   * What is answered when nobody asks any more: each content's own outcome as soon as one has its
   * own, and {@code last} for those that have none.
   */
  CryptoResult<List<CryptoResult<Signature>>> end(
      CryptoResult<List<CryptoResult<Signature>>> last) {
    List<Integer> open = open();
    if (last instanceof CryptoResult.Done || open.size() == contents.size()) {
      return last;
    }
    CryptoResult<Signature> each =
        last.flatMap(
            all -> {
              throw new IllegalStateException("a batch that is done has nothing open");
            });
    open.forEach(index -> outcomes.set(index, each));
    return new CryptoResult.Done<>(List.copyOf(outcomes));
  }

  private List<Integer> open() {
    return IntStream.range(0, outcomes.size())
        .filter(index -> outcomes.get(index) == null)
        .boxed()
        .toList();
  }

  private CryptoResult<List<CryptoResult<Signature>>> settle(
      List<Integer> asked, List<CryptoResult<Signature>> answers) {
    CryptoResult.Unavailable<Signature> longest = null;
    for (int i = 0; i < asked.size(); i++) {
      CryptoResult<Signature> answer = answers.get(i);
      if (answer instanceof CryptoResult.Unavailable<Signature> later) {
        longest = longest == null ? later : longer(longest, later);
      } else {
        outcomes.set(asked.get(i), answer);
      }
    }
    return longest == null
        ? new CryptoResult.Done<>(List.copyOf(outcomes))
        : new CryptoResult.Unavailable<>(longest.retryAfter(), longest.shortage());
  }

  private static CryptoResult.Unavailable<Signature> longer(
      CryptoResult.Unavailable<Signature> one, CryptoResult.Unavailable<Signature> other) {
    return one.retryAfter().compareTo(other.retryAfter()) < 0 ? other : one;
  }
}
