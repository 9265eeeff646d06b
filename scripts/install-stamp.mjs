// Is what lies in node_modules what package-lock.json says? Plain JavaScript for any Node from 18 on.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param {string} root */
const stampFile = (root) => join(root, "node_modules", ".congthu-install");

/** @param {string} root */
function lockHash(root) {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform} ${process.arch}\n`;
}

/**
 * Notes that node_modules matches package-lock.json now.
 * @param {string} root
 */
export function writeInstallStamp(root) {
  writeFileSync(stampFile(root), lockHash(root));
}

/**
 * True when nothing needs installing. A matching install made by hand (`npm install`) is taken as it is.
 * @param {string} root
 * @param {string} pinnedNode
 */
export function installIsCurrent(root, pinnedNode) {
  if (!existsSync(pinnedNode)) return false;
  if (existsSync(stampFile(root)) && readFileSync(stampFile(root), "utf8") === lockHash(root)) return true;
  if (!matchesHiddenLock(root)) return false;
  writeInstallStamp(root);
  return true;
}

/**
 * npm keeps the list of what it installed in node_modules/.package-lock.json and writes it last.
 * @param {string} root
 */
function matchesHiddenLock(root) {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  /** @type {Record<string, { version?: string, link?: boolean, optional?: boolean }>} */
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  /** @type {Record<string, { version?: string }>} */
  const there = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith("node_modules/") || entry.link) return true;
    const installed = there[path];
    return installed ? installed.version === entry.version : entry.optional === true;
  });
}
