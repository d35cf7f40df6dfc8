package io.hallmark.hsm.cryptoki;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.SymbolProvider;
import com.sun.jna.ptr.PointerByReference;
import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loads a module and binds {@link NativeCryptoki} to its function list (C_GetFunctionList), not to
 * its symbols: pkcs11-spy and p11-kit export little else.
 */
final class NativeLoader {
  /** After the name of a module. */
  static final String NOT_THERE =
      " does not exist; install the vendor's client, or correct the path";

  /** CK_FUNCTION_LIST of v2.40, in order; v3 lists begin with the same. */
  private static final List<String> FUNCTIONS =
      List.of(
          ("initialize finalizeModule getInfo getFunctionList getSlotList getSlotInfo getTokenInfo"
                  + " getMechanismList getMechanismInfo initToken initPIN setPIN openSession"
                  + " closeSession closeAllSessions getSessionInfo getOperationState"
                  + " setOperationState login logout createObject copyObject destroyObject"
                  + " getObjectSize getAttributeValue setAttributeValue findObjectsInit findObjects"
                  + " findObjectsFinal encryptInit encrypt encryptUpdate encryptFinal decryptInit"
                  + " decrypt decryptUpdate decryptFinal digestInit digest digestUpdate digestKey"
                  + " digestFinal signInit sign signUpdate signFinal signRecoverInit signRecover"
                  + " verifyInit verify verifyUpdate verifyFinal verifyRecoverInit verifyRecover"
                  + " digestEncryptUpdate decryptDigestUpdate signEncryptUpdate"
                  + " decryptVerifyUpdate generateKey generateKeyPair wrapKey unwrapKey deriveKey"
                  + " seedRandom generateRandom getFunctionStatus cancelFunction waitForSlotEvent")
              .split(" "));

  /** The list begins with a CK_VERSION, padded to the size of a pointer. */
  private static final int LIST_HEADER_BYTES = Native.POINTER_SIZE;

  /**
   * RTLD_NOW without RTLD_GLOBAL, which is JNA's default: every module exports the same names, so
   * the second one, or the one behind pkcs11-spy, would call the first.
   */
  private static final int RTLD_NOW_LOCAL = 2;

  private NativeLoader() {}

  static Cryptoki load(Path module) throws TokenOpenException {
    if (Native.LONG_SIZE != Long.BYTES || Native.POINTER_SIZE != Long.BYTES) {
      throw new TokenOpenException.ModuleMissing(
          "module "
              + module
              + ": this platform's CK_ULONG is not 8 bytes; use 64-bit Linux or macOS",
          null);
    }
    if (!Files.isRegularFile(module)) {
      throw new TokenOpenException.ModuleMissing("module " + module + NOT_THERE, null);
    }
    try {
      Pointer list = functionList(module);
      SymbolProvider fromList =
          (handle, name, parent) ->
              Pointer.nativeValue(
                  list.getPointer(
                      LIST_HEADER_BYTES + (long) Native.POINTER_SIZE * FUNCTIONS.indexOf(name)));
      NativeLibrary library =
          NativeLibrary.getInstance(
              module.toString(),
              Map.of(
                  Library.OPTION_SYMBOL_PROVIDER,
                  fromList,
                  Library.OPTION_OPEN_FLAGS,
                  RTLD_NOW_LOCAL));
      return bind(library);
    } catch (UnsatisfiedLinkError e) {
      throw new TokenOpenException.ModuleMissing(
          "module " + module + " is not a PKCS#11 module that this process can load", e);
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("the Cryptoki binding cannot be defined", e);
    }
  }

  private static Pointer functionList(Path module) throws TokenOpenException {
    PointerByReference list = new PointerByReference();
    long code =
        NativeLibrary.getInstance(
                module.toString(), Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW_LOCAL))
            .getFunction("C_GetFunctionList")
            .invokeLong(new Object[] {list});
    if (code != Ckr.OK || list.getValue() == null) {
      throw new TokenOpenException.DeviceFailed(
          "module " + module + ": C_GetFunctionList answered " + Ckr.name(code), code, null);
    }
    return list.getValue();
  }

  private static Cryptoki bind(NativeLibrary library)
      throws ReflectiveOperationException, IOException {
    Class<?> binding = new BindingLoader().define();
    Native.register(binding, library);
    Constructor<?> constructor = binding.getDeclaredConstructor();
    constructor.setAccessible(true);
    return (Cryptoki) constructor.newInstance();
  }

  /** Defines {@link NativeCryptoki} once more, beside the one that our own loader knows. */
  private static final class BindingLoader extends ClassLoader {
    BindingLoader() {
      super(NativeLoader.class.getClassLoader());
    }

    Class<?> define() throws IOException {
      String name = NativeCryptoki.class.getName();
      String resource = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(resource)) {
        if (in == null) {
          throw new IOException(resource + " is not on the class path");
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}
