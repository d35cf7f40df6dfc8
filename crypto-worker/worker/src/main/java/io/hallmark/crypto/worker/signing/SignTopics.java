package io.hallmark.crypto.worker.signing;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import java.util.List;
import java.util.Map;

/** Which category is asked for on which topic. */
public final class SignTopics {
  private static final Map<String, KeyCategory> CATEGORIES =
      Map.of(
          TopicCatalogue.CRYPTO_SIGN_TLS.name(), KeyCategory.TLS,
          TopicCatalogue.CRYPTO_SIGN_SESSION.name(), KeyCategory.SESSION,
          TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), KeyCategory.APPLICATION);

  private SignTopics() {}

  /** All sign topics. */
  public static List<Topic> all() {
    return List.of(
        TopicCatalogue.CRYPTO_SIGN_TLS,
        TopicCatalogue.CRYPTO_SIGN_SESSION,
        TopicCatalogue.CRYPTO_SIGN_APPLICATION);
  }

  static KeyCategory category(String topic) {
    KeyCategory category = CATEGORIES.get(topic);
    if (category == null) {
      throw new IllegalArgumentException("%s is no sign topic".formatted(topic));
    }
    return category;
  }
}
