import assert from "node:assert/strict";
import { readText } from "./sources.ts";

type Package = Record<
  "dependencies" | "devDependencies" | "optionalDependencies" | "overrides",
  Record<string, string> | undefined
>;
const FOLDERS = ["", "shared/", "server/", "webmail/", "test/"];
const packages = FOLDERS.map((folder) => ({
  path: `${folder}package.json`,
  json: JSON.parse(readText(`${folder}package.json`)) as Package,
}));

const named = ({ json }: { json: Package }) =>
  Object.entries({ ...json.dependencies, ...json.devDependencies, ...json.optionalDependencies, ...json.overrides });

describe("house: packages", () => {
  it("have exact versions", () => {
    const loose = packages.flatMap((p) =>
      named(p).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)),
    );
    assert.deepEqual(loose, []);
  });

  it("have one version each", () => {
    const versions = new Map<string, Set<string>>();
    for (const [name, version] of packages.flatMap(named))
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    assert.deepEqual(
      [...versions].filter(([, set]) => set.size > 1),
      [],
    );
  });

  it("are each explained in server/docs/decisions.md", () => {
    const decisions = readText("server/docs/decisions.md");
    const all = new Set(packages.flatMap(named).map(([name]) => name));
    const explained = (name: string) =>
      decisions.includes(`\`${name}\``) || decisions.includes(`\`${name.split("/")[0]}/*\``);
    assert.deepEqual(
      [...all].filter((name) => !/^@(types|congthu)\//.test(name) && !explained(name)),
      [],
    );
  });
});
