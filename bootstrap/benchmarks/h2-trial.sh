# Read by kill-h2.sh, full-disk.sh and soak.sh: finds the distribution and a JDK.
# shellcheck shell=bash
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
launcher=${LAUNCHER:-$here/../target/asset-lookup/bin/asset-lookup}
classes=$here/target/classes

if [ ! -x "$launcher" ] || [ ! -d "$classes" ]; then
  echo "build first: mvn package -DskipTests" >&2
  exit 1
fi
java=java
for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
  if [ -x "$candidate/bin/java" ] \
    && [ "$("$candidate/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')" -ge 21 ]; then
    java=$candidate/bin/java
    break
  fi
done

# trial NAME FOLDER NUMBER-OR-FILE
trial() {
  "$java" -Xmx128m -XX:+UseSerialGC -cp "$classes:$here/target/lib/*" \
    dev.assetlookup.benchmarks.H2Trials "$1" "$launcher" "$2" "$3"
}
