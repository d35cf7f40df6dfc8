package io.hallmark.hsm.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class EcdsaDerTest {
  @Property
  void encode_anyPair_holdsTheSameNumbers(@ForAll @Size(64) byte[] raw) {
    byte[] der = EcdsaDer.encode(raw);
    assertThat(der[0]).isEqualTo((byte) 0x30);
    assertThat((int) der[1]).isEqualTo(der.length - 2);
    int rLength = der[3];
    byte[] r = Arrays.copyOfRange(der, 4, 4 + rLength);
    byte[] s = Arrays.copyOfRange(der, 6 + rLength, der.length);
    assertThat(new BigInteger(r)).isEqualTo(new BigInteger(1, Arrays.copyOf(raw, 32)));
    assertThat(new BigInteger(s)).isEqualTo(new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)));
    // Minimal, as DER demands.
    assertThat(new BigInteger(r).toByteArray()).isEqualTo(r);
    assertThat(new BigInteger(s).toByteArray()).isEqualTo(s);
  }

  @Example
  void encode_p521_hasALengthOfTwoBytes() {
    byte[] raw = new byte[132];
    Arrays.fill(raw, (byte) 0xff);
    byte[] der = EcdsaDer.encode(raw);
    assertThat(HexFormat.of().formatHex(der, 0, 7)).isEqualTo("30818a024300ff");
    assertThat(der).hasSize(141);
  }
}
