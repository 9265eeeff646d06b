import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isCurrent, pinnedNode } from "../../scripts/install.mjs";
import { ROOT, readText } from "./sources.ts";

type Lock = Record<
  string,
  { version?: string; link?: boolean; optional?: boolean; os?: string[]; cpu?: string[]; libc?: string[] }
>;

describe("house: what is installed", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** A project folder with these packages wanted and installed. */
  const project = (wanted: Lock, installed: Lock, node = true) => {
    const root = mkdtempSync(join(tmpdir(), "congthu-install-"));
    folders.push(root);
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: wanted }));
    writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages: installed }));
    if (node) {
      mkdirSync(dirname(pinnedNode(root)), { recursive: true });
      writeFileSync(pinnedNode(root), "");
    }
    return root;
  };
  const a = { "node_modules/a": { version: "1.0.0" } };
  const native = (more: object) => ({ "node_modules/b": { version: "2.0.0", optional: true, ...more } });

  const cases: [string, Lock, Lock, boolean][] = [
    ["the same", { "": {}, shared: { version: "0.1.0" }, ...a }, a, true],
    ["another version", a, { "node_modules/a": { version: "1.0.1" } }, false],
    ["one missing", { ...a, "node_modules/c": { version: "1.0.0" } }, a, false],
    ["a workspace", { ...a, "node_modules/@congthu/shared": { link: true } }, a, true],
    ["an optional one for another machine", { ...a, ...native({ os: ["darwin"] }) }, a, true],
    [
      "an optional one for another C library",
      { ...a, ...native({ os: ["linux"], cpu: [process.arch], libc: ["musl"] }) },
      a,
      true,
    ],
    [
      "an optional one for this machine",
      { ...a, ...native({ os: ["linux"], cpu: [process.arch], libc: ["glibc"] }) },
      a,
      false,
    ],
  ];
  for (const [what, wanted, installed, current] of cases)
    it(`${current ? "is enough" : "is not enough"}: ${what}`, () =>
      assert.equal(isCurrent(project(wanted, installed)), current));

  it("is not enough without the pinned Node", () => assert.equal(isCurrent(project(a, a, false)), false));

  it("is noted, and asked again when the lockfile changes", () => {
    const root = project(a, a);
    assert.ok(isCurrent(root));
    assert.ok(existsSync(join(root, "node_modules/.congthu-install")));
    writeFileSync(join(root, "node_modules/.package-lock.json"), "broken");
    assert.ok(isCurrent(root), "one small file is read, not the whole list");
    writeFileSync(
      join(root, "package-lock.json"),
      JSON.stringify({ packages: { "node_modules/a": { version: "1.0.1" } } }),
    );
    writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages: a }));
    assert.ok(!isCurrent(root));
  });
});

describe("house: commands", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, "scripts/bootstrap.mjs"), ...args], { cwd: tmpdir(), encoding: "utf8" });

  it("run under the pinned Node, from any folder, and give their exit code through", () => {
    const version = run("congthu", "version");
    assert.equal(version.status, 0);
    assert.match(version.stdout, /^congthu \d+\.\d+\.\d+ \(Node\.js 24\./);
    assert.equal(version.stderr, "");
    assert.equal(run("congthu", "no-such-command").status, 2);
    const wrong = run("congthu", "config-check", "--port-base", "x");
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /--port-base: phải là số nguyên[\s\S]*must be a whole number/);
  });

  it("are named when there is no such one", () => {
    const unknown = run("nonsense");
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /Không có lệnh "nonsense"[\s\S]*start, demo/);
  });

  it("take the shell's place, so that a signal to npm reaches the server", () => {
    const { scripts } = JSON.parse(readText("package.json")) as { scripts: Record<string, string> };
    const through = Object.values(scripts).filter((line) => line.includes("bootstrap.mjs"));
    assert.ok(through.length > 5);
    for (const line of through) assert.match(line, /^exec node scripts\/bootstrap\.mjs \w+$/);
  });
});
