package io.hallmark.hsm.cli;

import java.util.Map;

/**
 * Devices that an HSM file is written for. Module paths and variables are those of the vendors'
 * documents; SoftHSM alone is run by our tests.
 */
enum Vendor {
  SOFTHSM("", "", "", ""),
  LUNA(
      "/usr/safenet/lunaclient/lib/libCryptoki2_64.so",
      ": the partition's crypto officer password",
      "ChrystokiConfigurationPath",
      "/etc"),
  NSHIELD(
      "/opt/nfast/toolkits/pkcs11/libcknfast.so",
      ": the passphrase of the softcard or operator cards",
      "CKNFAST_LOADSHARING",
      "1"),
  UTIMACO(
      "/opt/utimaco/lib/libcs_pkcs11_R3.so",
      "",
      "CS_PKCS11_R3_CFG",
      "/etc/utimaco/cs_pkcs11_R3.cfg"),
  CLOUDHSM(
      "/opt/cloudhsm/lib/libcloudhsm_pkcs11.so",
      ": the crypto user and its password, as USER:PASSWORD",
      "",
      "");

  private final String module;
  private final String pinNote;
  private final String variable;
  private final String value;

  Vendor(String module, String pinNote, String variable, String value) {
    this.module = module;
    this.pinNote = pinNote;
    this.variable = variable;
    this.value = value;
  }

  /** Where the vendor's installer puts it. */
  String module() {
    return module;
  }

  String pinNote() {
    return pinNote;
  }

  /** What the module wants to find set. */
  Map<String, String> environment() {
    return variable.isEmpty() ? Map.of() : Map.of(variable, value);
  }
}
