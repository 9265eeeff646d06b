import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import { PERSON_HANDLERS } from "@congthu/server/admin/person";
import { startHttp } from "@congthu/server/http/start";
import type { Route } from "@congthu/shared/api/route";
import { type Bench, openBench } from "../harness/engines.ts";

type AnyRoute = Route<unknown, unknown, unknown, unknown>;
type Operation = {
  operationId: string;
  security?: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: { properties: object } }> };
  responses: Record<string, { content: Record<string, { schema?: object }> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

/** Every route that the contract files define, whoever mounts it. */
async function contract(): Promise<AnyRoute[]> {
  const folder = join(import.meta.dirname, "../../shared/src/api");
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const modules = await Promise.all(files.map((file) => import(join(folder, file)) as Promise<object>));
  return modules
    .flatMap((module) => Object.values(module) as AnyRoute[])
    .filter((value) => typeof value === "object" && value !== null && "audience" in value && "path" in value);
}

describe("the OpenAPI document", () => {
  let bench: Bench;
  let document: Document;
  before(async () => {
    bench = await openBench("sqlite");
    const http = await startHttp(bench.app, {
      host: "127.0.0.1",
      port: 0,
      webmailDist: "/nowhere",
      routes: [...ADMIN_HANDLERS, ...PERSON_HANDLERS],
      endpoints: [],
    });
    document = (await (await fetch(`http://127.0.0.1:${http.port}/api/openapi.json`)).json()) as Document;
    await http.close();
  });
  after(() => bench.close());

  it("has every route of the contract, and nothing else", async () => {
    const wanted = (await contract()).map((r) => `${r.method} ${r.path.replace(/:(\w+)/g, "{$1}")} ${r.name}`);
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, o]) => `${method.toUpperCase()} ${path} ${o.operationId}`),
    );
    assert.equal(document.openapi, "3.1.0");
    assert.ok(wanted.length > 30);
    assert.deepEqual(told.sort(), wanted.sort());
  });

  it("names every operation once, and every parameter of a path", () => {
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((o) => o.operationId));
    assert.equal(new Set(ids).size, ids.length);
    for (const [path, methods] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const o of Object.values(methods)) {
        const told = o.parameters.filter((p) => p.in === "path");
        assert.deepEqual(told.map((p) => p.name).sort(), inPath.sort(), path);
        assert.ok(told.every((p) => p.required));
      }
    }
  });

  it("says what signing in takes and gives, and that nobody need be signed in for it", () => {
    const login = document.paths["/api/auth/login"]?.post;
    assert.deepEqual(login?.security, []);
    const body = login?.requestBody?.content["application/json"]?.schema.properties ?? {};
    assert.deepEqual(Object.keys(body).slice(0, 2), ["login", "password"]);
    const reply = JSON.stringify(login?.responses["200"]?.content["application/json"]?.schema);
    assert.ok(reply.includes('"csrfToken"'), reply);
  });
});
