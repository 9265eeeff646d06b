/** Debian packages that tests and benches need, installed without questions when we are root. */
import { spawnSync } from "node:child_process";

/** True when apt-get installed them; false when we are not root, there is no apt-get, or it failed (it says why itself). */
export function installDebianPackages(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0) return false;
  process.stderr.write(`» Đang cài ${packages.join(", ")} · installing from Debian\n`);
  return apt(["update"]) && apt(["install", "--yes", "--no-install-recommends", ...packages]);
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", ["-qq", ...args], { stdio: ["ignore", 2, 2], env }).status === 0;
}
