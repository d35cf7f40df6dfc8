package io.hallmark.tools.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the parts, as in ARCHITECTURE.md. */
@AnalyzeClasses(
    packages = "io.hallmark",
    importOptions = {ImportOption.DoNotIncludeTests.class})
final class ArrowsTest {
  private static final String MESSAGING = "io.hallmark.messaging..";
  private static final String HSM = "io.hallmark.hsm..";
  private static final String CRYPTO_CLIENT = "io.hallmark.crypto";
  private static final String CRYPTO_COMMANDS = "io.hallmark.crypto.cli..";
  private static final String CRYPTO_AUDIT = "io.hallmark.crypto.audit..";
  private static final String CRYPTO_WORKER = "io.hallmark.crypto.worker..";
  private static final String LINK = "io.hallmark.link..";
  private static final String GATEWAY = "io.hallmark.gateway..";
  private static final String CERTIFICATES = "io.hallmark.certificates..";
  private static final String FAKE_CA = "io.hallmark.fakeca..";
  private static final String TOOLS = "io.hallmark.tools..";

  @ArchTest
  static final ArchRule parts_dependOnlyAlongTheArrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("messaging")
          .definedBy(MESSAGING)
          .layer("hsm-config")
          .definedBy(HSM)
          .layer("crypto client")
          .definedBy(CRYPTO_CLIENT, CRYPTO_COMMANDS, CRYPTO_AUDIT)
          .layer("crypto worker")
          .definedBy(CRYPTO_WORKER)
          .layer("link manager")
          .definedBy(LINK)
          .layer("gateway")
          .definedBy(GATEWAY)
          .layer("certificates")
          .definedBy(CERTIFICATES)
          .layer("fake-ca")
          .definedBy(FAKE_CA)
          .layer("tools")
          .definedBy(TOOLS)
          .whereLayer("messaging")
          .mayNotAccessAnyLayer()
          .whereLayer("hsm-config")
          .mayNotAccessAnyLayer()
          .whereLayer("crypto client")
          .mayOnlyAccessLayers("messaging")
          .whereLayer("crypto worker")
          .mayOnlyAccessLayers("messaging", "hsm-config", "crypto client", "certificates")
          .whereLayer("link manager")
          .mayOnlyAccessLayers("messaging", "crypto client")
          .whereLayer("gateway")
          .mayOnlyAccessLayers("messaging", "crypto client")
          .whereLayer("certificates")
          .mayOnlyAccessLayers("hsm-config")
          .whereLayer("fake-ca")
          .mayOnlyAccessLayers("certificates", "hsm-config")
          .whereLayer("tools")
          .mayNotBeAccessedByAnyLayer();

  /** The link manager never sees a TLS socket, and pure protocol code sees no bus either. */
  @ArchTest
  static final ArchRule linkManager_neverSeesSockets =
      noClasses()
          .that()
          .resideInAPackage(LINK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "javax.net.ssl..");

  @ArchTest
  static final ArchRule protocolLogic_doesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAnyPackage("io.hallmark.link.handshake..", "io.hallmark.link.lane..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka.clients..", "java.nio.channels..", "java.nio.file..");

  @ArchTest
  static final ArchRule nobodyButHsmConfig_bindsToCryptoki =
      noClasses()
          .that()
          .resideOutsideOfPackages(HSM, TOOLS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.jna..", "sun.security.pkcs11..");

  @ArchTest
  static final ArchRule packages_areNamedForWhatTheyDo =
      noClasses().should().resideInAnyPackage("..util..", "..common..", "..model..", "..helper..");
}
