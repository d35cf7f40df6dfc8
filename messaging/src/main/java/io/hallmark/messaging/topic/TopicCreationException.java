package io.hallmark.messaging.topic;

/** A topic could not be made. */
public final class TopicCreationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TopicCreationException(String topic, Throwable cause) {
    super("topic %s could not be created: %s".formatted(topic, cause.getMessage()), cause);
  }
}
