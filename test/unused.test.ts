import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { filesBelow, ROOT } from "./house/sources.ts";

/** Not among the checks before a commit: what is begun may lie unused for a day. */
describe("nothing lies about unused", () => {
  it("files, packages (knip)", function () {
    this.timeout(60_000);
    const run = spawnSync(
      process.execPath,
      [join(ROOT, "node_modules/knip/bin/knip.js"), "--no-progress", "--no-config-hints"],
      {
        cwd: ROOT,
        encoding: "utf8",
      },
    );
    assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
  });

  it("texts of the webmail", () => {
    const inFiles = (test: (path: string) => boolean) =>
      filesBelow("webmail/src", ".ts", ".tsx").filter(({ path }) => test(path));
    const code = inFiles((path) => !/\/i18n\/(vi|en)\//.test(path) && !path.endsWith(".test.ts"));
    const all = code.map(({ text }) => text).join("\n");
    /** `role.${x}` and `factor.choose${x}` use every key that begins so. */
    const built = [...all.matchAll(/`(\w+\.(?:\w+\.)*\w*)\$\{/g)].map((m) => m[1] ?? "");
    const keys = inFiles((path) => path.includes("/i18n/vi/")).flatMap(({ text }) =>
      [...text.matchAll(/^\s+(?:"([\w.]+)"|(\w+)):/gm)].map((m) => m[1] ?? m[2] ?? ""),
    );
    assert.ok(keys.length > 0);
    assert.deepEqual(
      keys.filter((key) => !all.includes(`"${key}"`) && !built.some((prefix) => key.startsWith(prefix))),
      [],
    );
  });
});
