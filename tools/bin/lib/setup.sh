# shellcheck shell=bash
# Brings a fresh Debian or Ubuntu to where our programs run: installs what is missing, builds what
# has changed. Sourced by the commands beside it; talks on stderr.

HALLMARK_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
# shellcheck source=tools/bin/lib/java.sh
source "$HALLMARK_ROOT/tools/bin/lib/java.sh"

hallmark_say() {
  printf '%s\n' "hallmark: $*" >&2
}

hallmark_has_jdk() {
  local java javac
  java=$(hallmark_java)
  [[ -n "$java" ]] || return 1
  javac=$(dirname "$(readlink -f "$java")")/javac
  [[ -x "$javac" ]] && (($(hallmark_java_release "$java") >= 17))
}

hallmark_has_file() {
  compgen -G "$1" >/dev/null
}

# Sets hallmark_missing: Debian's names of the packages that are not there.
hallmark_find_missing() {
  hallmark_missing=()
  hallmark_has_jdk || hallmark_missing+=(openjdk-17-jdk-headless)
  command -v mvn >/dev/null || hallmark_missing+=(maven)
  if ! command -v softhsm2-util >/dev/null || ! hallmark_has_file '/usr/lib/*softhsm/libsofthsm2.so'; then
    hallmark_missing+=(softhsm2)
  fi
  command -v pkcs11-tool >/dev/null || hallmark_missing+=(opensc)
  command -v p11-kit >/dev/null || hallmark_missing+=(p11-kit)
  hallmark_has_file '/usr/lib/*/pkcs11/p11-kit-client.so' || hallmark_missing+=(p11-kit-modules)
}

hallmark_ensure_packages() {
  hallmark_find_missing
  ((${#hallmark_missing[@]} == 0)) && return
  if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
    hallmark_say "missing: ${hallmark_missing[*]}; run this, then try again:"
    hallmark_say "  sudo apt-get update && sudo apt-get install -y ${hallmark_missing[*]}"
    exit 2
  fi
  hallmark_say "installing ${hallmark_missing[*]}"
  # A list of packages that can't be refreshed may still be good enough to install from.
  apt-get -qq update >&2 || hallmark_say "apt-get update failed; going on with what it knows"
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "${hallmark_missing[@]}" >&2
  hallmark_find_missing
  if ((${#hallmark_missing[@]} > 0)); then
    hallmark_say "still missing after the installation: ${hallmark_missing[*]}"
    exit 2
  fi
}

# One hash over the names and contents of everything that the jars are made of.
hallmark_tree_hash() {
  (
    cd "$HALLMARK_ROOT" || exit 2
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
      git ls-files -z --cached --others --exclude-standard
    else
      find . -name target -prune -o -type f -print0
    fi | grep -zE '(^|/)pom\.xml$|/src/main/' | LC_ALL=C sort -z \
      | xargs -0 sha256sum 2>/dev/null | sha256sum | cut -d' ' -f1
  )
}

# The class path in an order of its own: our jars and what every program touches come first, so that
# a quick program doesn't open eighty jars to find its classes.
hallmark_write_classpath() {
  local jars
  jars=$(
    cd "$hallmark_lib" || exit 2
    ls -d "$PWD"/hallmark-*.jar "$PWD"/lib/hallmark-*.jar "$PWD"/lib/{picocli,slf4j,logback}*.jar
    for jar in "$PWD"/lib/*.jar; do
      case $jar in
        */hallmark-* | */picocli* | */slf4j* | */logback*) ;;
        *) printf '%s\n' "$jar" ;;
      esac
    done
  )
  tr '\n' ':' <<<"$jars" | sed 's/:*$//' >"$hallmark_lib/classpath"
}

# An archive of parsed classes for quick starts; without it everything works, a little later.
hallmark_write_archive() {
  local java
  java=$(hallmark_java)
  rm -f "$hallmark_lib/cli.jsa"
  "$java" -XX:ArchiveClassesAtExit="$hallmark_lib/cli.jsa" -XX:TieredStopAtLevel=1 \
    -XX:+UseSerialGC -Xlog:cds=off -Xlog:cds+dynamic=off -cp "$(<"$hallmark_lib/classpath")" \
    io.hallmark.fakeca.FakeCaProgram --help >/dev/null 2>&1 || true
}

hallmark_ensure_built() {
  local stamp="$hallmark_lib/build.stamp" hash started=$SECONDS
  hash=$(hallmark_tree_hash)
  if [[ -r "$stamp" && "$(<"$stamp")" == "$hash" && -r "$hallmark_lib/classpath" ]]; then
    hallmark_say "built already"
    return
  fi
  hallmark_say "building with Maven (the first time it fetches what it needs)"
  rm -rf "$stamp" "$hallmark_lib/classpath" "$hallmark_lib/lib"
  # Tests and formatting are for 'test': here what runs is built, modules side by side.
  (cd "$HALLMARK_ROOT" && mvn -q -B -T 1C -Dmaven.test.skip=true -Dspotless.check.skip=true package) >&2
  hallmark_write_classpath
  hallmark_write_archive
  printf '%s\n' "$hash" >"$stamp"
  hallmark_say "built in $((SECONDS - started)) s"
}
