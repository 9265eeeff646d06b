// Builds the webmail when its sources changed since the last build. Plain JavaScript for any Node from 18 on.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the bundle is made of. Tests and TypeScript settings do not change it. */
const SOURCES = ["webmail/src", "webmail/public", "webmail/build", "shared/src"];
const SINGLE_FILES = [
  "webmail/index.html",
  "webmail/admin.html",
  "webmail/vite.config.ts",
  "webmail/package.json",
  "package-lock.json",
];

/**
 * True when the bundle is there and fresh, or could be built.
 * @param {string} root
 * @param {string} node the Node that runs Vite
 * @param {(vi: string, en: string) => void} say tells that a build begins
 */
export function buildWebmail(root, node, say) {
  const stampFile = join(root, "webmail/dist/.sources");
  const hash = hashSources(root);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return true;
  say("Đang dựng giao diện web", "building the webmail");
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const built = spawnSync(node, [vite, "build", "--logLevel", "warn"], {
    cwd: join(root, "webmail"),
    stdio: ["ignore", 2, 2],
  });
  if (built.error || built.status !== 0) return false;
  writeFileSync(stampFile, hash);
  return true;
}

/** @param {string} root */
function hashSources(root) {
  const hash = createHash("sha256");
  const files = SOURCES.flatMap((folder) => listFiles(join(root, folder)))
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .concat(SINGLE_FILES.map((file) => join(root, file)).filter((file) => existsSync(file)));
  for (const file of files.sort()) {
    const bytes = readFileSync(file);
    hash.update(`${file.slice(root.length)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}
