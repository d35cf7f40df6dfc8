package io.hallmark.hsm.token;

import io.hallmark.hsm.cryptoki.Ckr;

/**
 * Which class a Cryptoki return code belongs to. A code we do not know counts against the token,
 * not the caller: what we cannot explain must not make a key look broken for good.
 */
public final class ErrorClasses {
  private static final long VENDOR_DEFINED = 0x80000000L;

  private ErrorClasses() {}

  /** The class of {@code code}, which is not CKR_OK. */
  public static ErrorClass of(long code) {
    if (code >= VENDOR_DEFINED) {
      return ErrorClass.TOKEN;
    }
    return switch ((int) code) {
      case (int) Ckr.SESSION_CLOSED,
          (int) Ckr.SESSION_HANDLE_INVALID,
          (int) Ckr.OPERATION_ACTIVE,
          (int) Ckr.OPERATION_NOT_INITIALIZED ->
          ErrorClass.SESSION;
      case (int) Ckr.KEY_HANDLE_INVALID,
          (int) Ckr.OBJECT_HANDLE_INVALID,
          (int) Ckr.UNWRAPPING_KEY_HANDLE_INVALID,
          (int) Ckr.WRAPPING_KEY_HANDLE_INVALID ->
          ErrorClass.HANDLE;
      case (int) Ckr.USER_NOT_LOGGED_IN -> ErrorClass.LOGIN;
      case (int) Ckr.CRYPTOKI_NOT_INITIALIZED -> ErrorClass.LIBRARY;
      case (int) Ckr.HOST_MEMORY, (int) Ckr.DEVICE_MEMORY, (int) Ckr.SESSION_COUNT ->
          ErrorClass.CAPACITY;
      case (int) Ckr.PIN_INCORRECT,
          (int) Ckr.PIN_INVALID,
          (int) Ckr.PIN_LEN_RANGE,
          (int) Ckr.PIN_EXPIRED,
          (int) Ckr.PIN_LOCKED,
          (int) Ckr.USER_PIN_NOT_INITIALIZED ->
          ErrorClass.TERMINAL;
      case (int) Ckr.ARGUMENTS_BAD,
          (int) Ckr.ATTRIBUTE_READ_ONLY,
          (int) Ckr.ATTRIBUTE_SENSITIVE,
          (int) Ckr.ATTRIBUTE_TYPE_INVALID,
          (int) Ckr.ATTRIBUTE_VALUE_INVALID,
          0x1B, // CKR_ACTION_PROHIBITED
          (int) Ckr.DATA_INVALID,
          (int) Ckr.DATA_LEN_RANGE,
          (int) Ckr.FUNCTION_NOT_SUPPORTED,
          (int) Ckr.KEY_SIZE_RANGE,
          (int) Ckr.KEY_TYPE_INCONSISTENT,
          (int) Ckr.KEY_FUNCTION_NOT_PERMITTED,
          (int) Ckr.KEY_NOT_WRAPPABLE,
          (int) Ckr.KEY_UNEXTRACTABLE,
          (int) Ckr.WRAPPED_KEY_INVALID,
          (int) Ckr.WRAPPED_KEY_LEN_RANGE,
          (int) Ckr.MECHANISM_INVALID,
          (int) Ckr.MECHANISM_PARAM_INVALID,
          0xD0, // CKR_TEMPLATE_INCOMPLETE
          (int) Ckr.TEMPLATE_INCONSISTENT,
          (int) Ckr.DOMAIN_PARAMS_INVALID,
          (int) Ckr.CURVE_NOT_SUPPORTED ->
          ErrorClass.CALLER;
      default -> ErrorClass.TOKEN;
    };
  }
}
