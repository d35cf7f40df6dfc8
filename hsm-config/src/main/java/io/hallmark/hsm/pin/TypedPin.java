package io.hallmark.hsm.pin;

/**
 * A PIN that a person types at the terminal each time it is wanted, a login after a lost one
 * included; so it is for programs that somebody attends.
 *
 * @param question what is asked, without the colon
 */
public record TypedPin(String question) implements PinSource {
  private static final int QUESTION_CHARS_MAX = 200;

  /** Refuses what cannot be shown in one line. */
  public TypedPin {
    if (question.isBlank()
        || question.length() > QUESTION_CHARS_MAX
        || question.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the question for a PIN must be one line of 1 to " + QUESTION_CHARS_MAX + " characters");
    }
  }

  @Override
  public Pin read() throws PinUnavailableException {
    return HiddenTyping.ask(question);
  }
}
