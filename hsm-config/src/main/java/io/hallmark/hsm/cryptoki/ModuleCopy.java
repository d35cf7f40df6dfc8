package io.hallmark.hsm.cryptoki;

import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies of a module's file, which the dynamic linker takes for another library, so that it is
 * loaded with data of its own. In a folder that only this user may enter, until the process ends:
 * two libraries must never have the same inode, and one that is deleted gives its own back.
 */
final class ModuleCopy {
  private static final String FOLDER = "hallmark-module-";

  private ModuleCopy() {}

  static Path of(Path module) throws TokenOpenException {
    try {
      Path folder = Files.createTempDirectory(FOLDER);
      folder.toFile().deleteOnExit();
      Path copy = Files.copy(module, folder.resolve(module.getFileName()));
      copy.toFile().deleteOnExit();
      return copy;
    } catch (IOException e) {
      throw new TokenOpenException.ModuleMissing(
          "module %s can't be copied to %s; set java.io.tmpdir to a folder with room, mounted exec"
              .formatted(module, System.getProperty("java.io.tmpdir")),
          e);
    }
  }
}
