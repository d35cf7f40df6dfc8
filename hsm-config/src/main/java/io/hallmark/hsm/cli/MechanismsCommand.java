package io.hallmark.hsm.cli;

import io.hallmark.commandline.Table;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.token.TokenFinder;
import io.hallmark.hsm.token.TokenInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what a token can do. */
@Command(
    name = "mechanisms",
    mixinStandardHelpOptions = true,
    description = "Lists a token's mechanisms and marks those that we use; needs no PIN.")
final class MechanismsCommand implements Callable<Integer> {
  private static final Map<Long, String> USED =
      Map.of(
          Ck.CKM_EC_KEY_PAIR_GEN, "CKM_EC_KEY_PAIR_GEN",
          Ck.CKM_EC_EDWARDS_KEY_PAIR_GEN, "CKM_EC_EDWARDS_KEY_PAIR_GEN",
          Ck.CKM_RSA_PKCS_KEY_PAIR_GEN, "CKM_RSA_PKCS_KEY_PAIR_GEN",
          Ck.CKM_ECDSA, "CKM_ECDSA",
          Ck.CKM_EDDSA, "CKM_EDDSA",
          Ck.CKM_RSA_PKCS, "CKM_RSA_PKCS",
          Ck.CKM_RSA_PKCS_PSS, "CKM_RSA_PKCS_PSS");

  @Mixin private ModuleOption module;

  @Option(names = "--label", required = true, description = "the token's label")
  private String label;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (CryptokiModule opened = module.acquire()) {
      TokenInfo token =
          TokenFinder.find(opened.cryptoki(), opened.path(), TokenSelector.label(label));
      List<Long> mechanisms = Slots.mechanisms(opened.cryptoki(), token.slotId());
      Table table = new Table("MECHANISM", "NAME", "WE USE IT");
      mechanisms.stream()
          .sorted()
          .forEach(
              m ->
                  table.row(
                      "0x" + Long.toHexString(m),
                      USED.getOrDefault(m, ""),
                      USED.containsKey(m) ? "yes" : ""));
      USED.forEach(
          (type, name) -> {
            if (!mechanisms.contains(type)) {
              table.row("0x" + Long.toHexString(type), name, "yes, but the token lacks it");
            }
          });
      table.print(spec.commandLine().getOut());
    }
    return 0;
  }
}
