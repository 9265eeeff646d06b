// Puts into node_modules what package-lock.json says. Plain JavaScript for any Node from 18 on.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The npm that installs when the machine's own Node is too old to (see `installs`). */
const OWN_NPM = "11.19.1";

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry */

/** @param {string} root */
export function pinnedNode(root) {
  return join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node");
}

/**
 * Installs, unless node_modules already matches. Returns false when it could not; npm has said why.
 * @param {string} root
 * @param {(vi: string, en: string) => void} say tells that an install begins
 */
export function install(root, say) {
  if (isCurrent(root)) return true;
  say("Đang cài các gói cần thiết (lần đầu chừng một phút)", "installing packages (about a minute the first time)");
  const done =
    (installs(process.versions.node) && ci(root, machinesNpm(root)) && isComplete(root)) || ciByOwnNpm(root, say);
  if (done) writeFileSync(stampFile(root), lockHash(root));
  return done;
}

/**
 * An older Node makes npm leave out, in silence, optional packages that ask for a newer one: the webmail's bundler.
 * @param {string} version
 */
function installs(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

/**
 * The npm that runs us, with the Node that runs it: the one in node_modules would be deleted under `npm ci`.
 * @param {string} root
 */
function machinesNpm(root) {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  if (!npm || !existsSync(npm)) return ["npm"];
  const usable = node && existsSync(node) && !node.startsWith(join(root, "node_modules"));
  return [usable ? node : process.execPath, npm];
}

/**
 * First the pinned Node and an npm of its age into a folder of their own, then all the rest with them.
 * @param {string} root
 * @param {(vi: string, en: string) => void} say
 */
function ciByOwnNpm(root, say) {
  say("Máy có Node cũ: tải Node 24 trước", "this machine has an old Node: fetching Node 24 first");
  const folder = join(root, ".tmp", "installer");
  const nodePackage = `node-linux-${process.arch}`;
  const version = packagesOf(join(root, "package-lock.json"))[`node_modules/${nodePackage}`]?.version;
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, name: "installer" }));
    const packages = [`${nodePackage}@${version}`, `npm@${OWN_NPM}`];
    if (!npm(folder, machinesNpm(root), ["install", "--no-save", "--ignore-scripts", ...packages])) return false;
    const own = [
      join(folder, "node_modules", nodePackage, "bin/node"),
      join(folder, "node_modules/npm/bin/npm-cli.js"),
    ];
    return ci(root, own) && isComplete(root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} root
 * @param {string[]} command
 */
function ci(root, command) {
  return npm(root, command, ["ci", "--include=dev", "--include=optional"]);
}

/**
 * @param {string} cwd
 * @param {string[]} command
 * @param {string[]} args
 */
function npm(cwd, command, args) {
  const [file = "npm", ...first] = command;
  const all = [...first, ...args, "--no-audit", "--no-fund", "--loglevel=error"];
  const result = spawnSync(file, all, { cwd, stdio: ["ignore", 2, 2], env: cleanEnv() });
  if (result.error) process.stderr.write(`${result.error.message}\n`);
  return result.status === 0;
}

/** Production settings of the shell must not leave out what the build needs. */
function cleanEnv() {
  const { NODE_ENV: _, npm_config_omit: __, npm_config_only: ___, npm_config_production: ____, ...rest } = process.env;
  return rest;
}

/**
 * Whether node_modules is what package-lock.json says. Notes it, so that the next start reads two small files alone.
 * @param {string} root
 */
export function isCurrent(root) {
  if (!existsSync(pinnedNode(root))) return false;
  if (existsSync(stampFile(root)) && readFileSync(stampFile(root), "utf8") === lockHash(root)) return true;
  if (!isComplete(root)) return false;
  writeFileSync(stampFile(root), lockHash(root));
  return true;
}

/**
 * npm keeps the list of what it installed in node_modules/.package-lock.json and writes it last: also after an
 * `npm install` by hand. Optional packages made for this machine count as needed.
 * @param {string} root
 */
function isComplete(root) {
  const list = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(list) || !existsSync(pinnedNode(root))) return false;
  const there = packagesOf(list);
  return Object.entries(packagesOf(join(root, "package-lock.json"))).every(([path, wanted]) => {
    if (!path.startsWith("node_modules/") || wanted.link) return true;
    const installed = there[path];
    return installed ? installed.version === wanted.version : wanted.optional === true && !fitsMachine(wanted);
  });
}

/** @param {Entry} entry */
function fitsMachine(entry) {
  if (!entry.os && !entry.cpu && !entry.libc) return false;
  return [
    [entry.os, "linux"],
    [entry.cpu, process.arch],
    [entry.libc, "glibc"],
  ].every(([allowed, ours]) => !allowed || allowed.includes(/** @type {string} */ (ours)));
}

/**
 * @param {string} file
 * @returns {Record<string, Entry>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** @param {string} root */
function stampFile(root) {
  return join(root, "node_modules", ".congthu-install");
}

/** @param {string} root */
function lockHash(root) {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform} ${process.arch}\n`;
}
