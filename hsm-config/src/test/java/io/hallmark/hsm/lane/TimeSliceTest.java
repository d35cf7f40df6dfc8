package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time slices of threads, on kernels that have them. */
class TimeSliceTest {
  private final AtomicLong onLane = new AtomicLong(-1);

  @BeforeEach
  void kernelHasThem() {
    assumeThat(TimeSlice.nanos()).as("a time slice, since Linux 6.12").isPositive();
  }

  @Test
  void shorten_ofOneThread_isThatThreadsAlone() {
    long usual = TimeSlice.nanos();
    long shortened =
        onThread(
            () -> {
              TimeSlice.shorten();
              return TimeSlice.nanos();
            });
    assertThat(shortened).isEqualTo(TimeSlice.SHORTEST_NANOS);
    assertThat(usual).isGreaterThan(shortened);
    assertThat(TimeSlice.nanos()).isEqualTo(usual);
  }

  @Test
  void lane_ofAHardwareSlot_hasTheShortest(@TempDir Path directory) throws Exception {
    generate(directory, true);
    assertThat(onLane).hasValue(TimeSlice.SHORTEST_NANOS);
  }

  @Test
  void lane_ofATokenInSoftware_hasTheUsual(@TempDir Path directory) throws Exception {
    generate(directory, false);
    assertThat(onLane).hasValue(TimeSlice.nanos());
  }

  /** Makes a key and notes the time slice of the lane that does. */
  private void generate(Path directory, boolean hardware) throws Exception {
    SoftHsmFolder softHsm = new SoftHsmFolder(directory);
    softHsm.init("sliced");
    TokenConfig config =
        TokenConfig.of(
                "sliced",
                softHsm.module(),
                TokenSelector.label("sliced"),
                new FilePin(softHsm.pinFile()))
            .withEnvironment(softHsm.environment());
    try (Token token =
        CryptokiEngine.open(config, real -> watched(real, hardware), Clock.systemUTC())) {
      KeyId key = KeyId.of(new byte[] {1});
      done(token.generate(new GenerateTask(key, "key", KeySpec.EC_P256, Instant.MAX)));
    }
  }

  private Cryptoki watched(Cryptoki real, boolean hardware) {
    return (Cryptoki)
        Proxy.newProxyInstance(
            Cryptoki.class.getClassLoader(),
            new Class<?>[] {Cryptoki.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("generateKeyPair")) {
                onLane.set(TimeSlice.nanos());
              }
              try {
                Object code = method.invoke(real, arguments);
                if (method.getName().equals("getSlotInfo") && hardware) {
                  Pointer flags = new Pointer((long) arguments[1]).share(Slots.SLOT_FLAGS);
                  flags.setLong(0, flags.getLong(0) | Ck.CKF_HW_SLOT);
                }
                return code;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static long onThread(LongSupplier what) {
    CompletableFuture<Long> said = new CompletableFuture<>();
    new Thread(() -> said.complete(what.getAsLong()), "time-slice-test").start();
    return said.join();
  }
}
