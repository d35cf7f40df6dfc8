# shellcheck shell=bash
# How a JVM is started: which java, its version, its class path and its settings. Sourced.

hallmark_lib="$HALLMARK_ROOT/tools/dev-cluster/target"

# The java of JAVA_HOME, else the one on the PATH; empty when there is none.
hallmark_java() {
  if [[ -n "${JAVA_HOME:-}" && -x "$JAVA_HOME/bin/java" ]]; then
    printf '%s\n' "$JAVA_HOME/bin/java"
  else
    command -v java || true
  fi
}

# The feature release of a java, read from the file beside it: asking java itself takes a tenth of a
# second at every start of every program.
hallmark_java_release() {
  local java=$1 home
  home=$(dirname "$(dirname "$(readlink -f "$java")")")
  if [[ -r "$home/release" ]]; then
    sed -nE 's/^JAVA_VERSION="(1\.)?([0-9]+).*/\2/p' "$home/release"
  else
    "$java" -version 2>&1 | sed -nE 's/.* version "(1\.)?([0-9]+).*/\2/p'
  fi
}

# Sets hallmark_jvm: options that every one of our JVMs gets.
hallmark_jvm_options() {
  local release
  release=$(hallmark_java_release "$1")
  hallmark_jvm=()
  # JNA, Netty and Conscrypt load native code (JEP 472) and use sun.misc.Unsafe (JEP 498).
  if ((release >= 22)); then
    hallmark_jvm+=(--enable-native-access=ALL-UNNAMED)
  fi
  if ((release >= 23)); then
    hallmark_jvm+=(--sun-misc-unsafe-memory-access=allow)
  fi
}

# hallmark_exec KIND MAIN ARGS…: becomes the program.
hallmark_exec() {
  local kind=$1 main=$2 java
  shift 2
  java=$(hallmark_java)
  hallmark_jvm_options "$java"
  case $kind in
    cli)
      # C1 alone and the serial collector start fastest; the archive holds classes already parsed.
      hallmark_jvm+=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto)
      if [[ -r "$hallmark_lib/cli.jsa" ]]; then
        hallmark_jvm+=("-XX:SharedArchiveFile=$hallmark_lib/cli.jsa" -Xlog:cds=off
          -Xlog:cds+dynamic=off -Xlog:class+path=off)
      fi
      ;;
    worker)
      # A worker that has run out of memory is worth less than a dead one, which is replaced.
      hallmark_jvm+=(-XX:+ExitOnOutOfMemoryError)
      ;;
  esac
  # Word splitting is wanted: HALLMARK_JAVA_OPTS holds several options.
  # shellcheck disable=SC2206
  hallmark_jvm+=(${HALLMARK_JAVA_OPTS:-})
  exec "$java" "${hallmark_jvm[@]}" -cp "$(<"$hallmark_lib/classpath")" "$main" "$@"
}
