/** Servers of Debian that some tests talk to; where they are missing and cannot be installed, those tests are skipped and say so. */
import { existsSync } from "node:fs";
import { installDebianPackages } from "./debian-packages.ts";

const PEERS = { pebble: "/usr/bin/pebble", slapd: "/usr/sbin/slapd" };

/** Installs those that are missing, when we may. */
export function installPeers(): void {
  const missing = Object.entries(PEERS).flatMap(([name, path]) => (existsSync(path) ? [] : [name]));
  if (missing.length > 0) installDebianPackages(missing);
}
