import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import * as openData from "@congthu/shared/api/open-data";

// The console's calls name methods and paths in words of their own, so that no schema is in its bundle; here they are held against the contract.
describe("calls of the console", () => {
  const folder = join(import.meta.dirname, "../../webmail/src/admin");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(^|[-/])api\.ts$/.test(name),
  );
  const source = files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const named: Record<string, string> = {
    account: "/api/accounts/:id",
    agency: "/api/agencies/:id",
    list: "/api/imports/:id",
  };
  const path = (text: string) =>
    text
      .replace(/\$\{(account|agency|list)\(id\)\}/g, (_, what: string) => named[what] ?? "")
      .replace(/\$\{[^}]*\}/g, ":id")
      .replace(/\?.*$/, "");
  const calls = [
    ...[
      ...source.matchAll(
        /(?:callApi<[^(]*>|fetchFile)\(\s*"(\w+)",\s*(?:"([^"]+)"|`([^`]+)`|(account|agency|list)\(id\))/g,
      ),
    ].map((m) => ({
      method: m[1] ?? "",
      path: path(m[2] ?? m[3] ?? named[m[4] ?? ""] ?? ""),
    })),
    ...[...source.matchAll(/get<[^(]*>\(\s*(?:"([^"]+)"|(account|agency)\(id\))/g)].map((m) => ({
      method: "GET",
      path: m[1] ?? named[m[2] ?? ""] ?? "",
    })),
    ...[...source.matchAll(/withQuery\((?:"([^"]+)"|`([^`]+)`)/g)].map((m) => ({
      method: "GET",
      path: path(m[1] ?? m[2] ?? ""),
    })),
  ];
  const routes = [...ADMIN_HANDLERS.map(({ route }) => route), ...Object.values(openData).filter((r) => "path" in r)];
  const contract = new Set(routes.map((route) => `${route.method} ${route.path.replace(/:\w+/g, ":id")}`));

  /** Links that the browser follows, and what only scripts ask for. */
  const elsewhere = new Set(["GET /api/imports/form", "GET /api/imports/:id/file"]);

  it("are all in the contract", () => {
    assert.ok(calls.length >= 30, String(calls.length));
    assert.deepEqual(
      calls.map((c) => `${c.method} ${c.path}`).filter((c) => !contract.has(c)),
      [],
    );
  });

  it("use every route there is", () => {
    const used = new Set(calls.map((c) => `${c.method} ${c.path}`));
    assert.deepEqual(
      [...contract].filter((c) => !used.has(c) && !elsewhere.has(c)),
      [],
    );
  });
});
