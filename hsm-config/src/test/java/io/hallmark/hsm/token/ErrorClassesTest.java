package io.hallmark.hsm.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.cryptoki.Ckr;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which return code means what; what each class leads to is CryptokiFaultTest's. */
class ErrorClassesTest {
  private static final Map<ErrorClass, List<Long>> CODES = new EnumMap<>(ErrorClass.class);

  static {
    CODES.put(
        ErrorClass.CALLER,
        List.of(
            Ckr.ARGUMENTS_BAD,
            Ckr.DATA_INVALID,
            Ckr.DATA_LEN_RANGE,
            Ckr.FUNCTION_NOT_SUPPORTED,
            Ckr.KEY_SIZE_RANGE,
            Ckr.KEY_TYPE_INCONSISTENT,
            Ckr.KEY_FUNCTION_NOT_PERMITTED,
            Ckr.MECHANISM_INVALID,
            Ckr.MECHANISM_PARAM_INVALID,
            Ckr.TEMPLATE_INCONSISTENT,
            Ckr.WRAPPED_KEY_INVALID));
    CODES.put(
        ErrorClass.SESSION,
        List.of(
            Ckr.SESSION_CLOSED,
            Ckr.SESSION_HANDLE_INVALID,
            Ckr.OPERATION_ACTIVE,
            Ckr.OPERATION_NOT_INITIALIZED));
    CODES.put(
        ErrorClass.HANDLE,
        List.of(
            Ckr.KEY_HANDLE_INVALID,
            Ckr.OBJECT_HANDLE_INVALID,
            Ckr.WRAPPING_KEY_HANDLE_INVALID,
            Ckr.UNWRAPPING_KEY_HANDLE_INVALID));
    CODES.put(ErrorClass.LOGIN, List.of(Ckr.USER_NOT_LOGGED_IN));
    CODES.put(
        ErrorClass.TOKEN,
        List.of(
            Ckr.DEVICE_ERROR,
            Ckr.DEVICE_REMOVED,
            Ckr.TOKEN_NOT_PRESENT,
            Ckr.TOKEN_NOT_RECOGNIZED,
            Ckr.GENERAL_ERROR,
            Ckr.FUNCTION_FAILED,
            Ckr.SLOT_ID_INVALID));
    CODES.put(ErrorClass.LIBRARY, List.of(Ckr.CRYPTOKI_NOT_INITIALIZED));
    CODES.put(ErrorClass.CAPACITY, List.of(Ckr.HOST_MEMORY, Ckr.DEVICE_MEMORY, Ckr.SESSION_COUNT));
    CODES.put(
        ErrorClass.TERMINAL,
        List.of(
            Ckr.PIN_INCORRECT,
            Ckr.PIN_INVALID,
            Ckr.PIN_LEN_RANGE,
            Ckr.PIN_EXPIRED,
            Ckr.PIN_LOCKED,
            Ckr.USER_PIN_NOT_INITIALIZED));
  }

  @Test
  void of_everyCodeWithAMeaning_isItsClass() {
    CODES.forEach(
        (errorClass, codes) ->
            codes.forEach(
                code ->
                    assertThat(ErrorClasses.of(code)).as(Ckr.name(code)).isEqualTo(errorClass)));
  }

  /** A deadline that has passed is no token's answer. */
  @Test
  void codes_coverEveryClassOfATokensAnswer() {
    assertThat(CODES.keySet())
        .containsExactlyInAnyOrder(
            Arrays.stream(ErrorClass.values())
                .filter(c -> c != ErrorClass.EXPIRED)
                .toArray(ErrorClass[]::new));
  }

  @Test
  void of_codesNobodyKnows_isNeverTheCallersFault() {
    for (long code : new long[] {0x3FF, 0x7FFFFFFFL, 0x80000001L, 0xFFFFFFFFL, 1L << 40}) {
      assertThat(ErrorClasses.of(code)).isEqualTo(ErrorClass.TOKEN);
    }
  }
}
