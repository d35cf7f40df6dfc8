package io.hallmark.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KindTest {
  @ParameterizedTest
  @EnumSource
  void program_ofEveryKind_hasAMain(Kind kind) throws Exception {
    int modifiers = Class.forName(kind.program()).getMethod("main", String[].class).getModifiers();
    assertThat(Modifier.isStatic(modifiers)).isTrue();
  }

  @Test
  void of_anUnknownKind_namesThoseThatThereAre() {
    assertThatThrownBy(() -> Kind.of("linkmanager"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("\"linkmanager\"")
        .hasMessageContaining("link-manager");
  }
}
