import * as auth from "@congthu/shared/api/auth";
import * as frames from "@congthu/shared/api/frames";
import * as openData from "@congthu/shared/api/open-data";
import type { Route } from "@congthu/shared/api/route";
import * as security from "@congthu/shared/api/security";
import { ERROR_CODES } from "@congthu/shared/errors";
import type { Express } from "express";
import { z } from "zod";
import type { RestHandler } from "./rest.ts";

type AnyRoute = Route<unknown, unknown, unknown, unknown>;
type Schema = Record<string, unknown>;

/** Routes that are mounted by hand because they handle cookies or frames, or answer strangers; all others come as handlers. */
const BY_HAND = [auth, frames, openData, security].flatMap((module) => Object.values<unknown>(module)).filter(isRoute);

/** Answers `/api/openapi.json`: the REST contract as OpenAPI 3.1, made from the same schemas that check the requests. */
export function mountOpenApi(server: Express, handlers: readonly RestHandler[]): void {
  let text: string | undefined;
  server.get("/api/openapi.json", (_req, res) => {
    text ??= JSON.stringify(describeApi([...BY_HAND, ...handlers.map((h) => h.route)]));
    res.type("json").send(text);
  });
}

/** The OpenAPI 3.1 document of these routes. https://spec.openapis.org/oas/v3.1.0 */
export function describeApi(routes: readonly AnyRoute[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Công Thư",
      version: "1",
      description:
        "Quản trị và báo cáo của hệ thống thư điện tử công vụ. Thư của người dùng đi qua JMAP (RFC 8620), không qua đây. · Administration and reports of the official mail system; mail itself goes through JMAP (RFC 8620).",
    },
    security: [{ session: [], csrf: [] }, { bearer: [] }, { basic: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "congthu" },
        csrf: { type: "apiKey", in: "header", name: "X-CSRF-Token" },
        bearer: { type: "http", scheme: "bearer" },
        basic: { type: "http", scheme: "basic" },
      },
      schemas: { Problem: PROBLEM },
    },
  };
}

/** RFC 9457 §3, with our name of the refusal and where a faulty request is at fault. */
const PROBLEM = {
  type: "object",
  required: ["type", "code", "status"],
  properties: {
    type: { type: "string" },
    code: { enum: ERROR_CODES },
    status: { type: "integer" },
    faults: {
      type: "array",
      items: { type: "object", properties: { path: { type: "string" }, code: { type: "string" } } },
    },
  },
};

function operation(route: AnyRoute) {
  const body = jsonSchema(route.body, "input");
  const hasBody = route.method !== "GET" && Object.keys(body).length > 0;
  return {
    operationId: route.name,
    tags: [route.path.split("/")[2] ?? "api"],
    description: audienceText(route.audience),
    ...(route.audience === "anyone" ? { security: [] } : {}),
    parameters: [
      ...parameters(jsonSchema(route.params, "input"), "path"),
      ...parameters(jsonSchema(route.query, "input"), "query"),
    ],
    ...(hasBody ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {}),
    responses: {
      200: { description: "OK", content: content(jsonSchema(route.reply, "output")) },
      default: {
        description: "RFC 9457",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** What is no JSON is a file. */
function content(schema: Schema) {
  return Object.keys(schema).length === 0 ? { "application/octet-stream": {} } : { "application/json": { schema } };
}

function audienceText(audience: AnyRoute["audience"]): string {
  if (audience === "anyone") return "Ai cũng gọi được · Anyone";
  if (audience === "person") return "Người đã đăng nhập · Anyone signed in";
  return `Vai trò · Roles: ${audience.join(", ")}`;
}

function parameters(schema: Schema, place: "path" | "query") {
  const required = new Set((schema.required as string[] | undefined) ?? []);
  return Object.entries((schema.properties as Record<string, Schema> | undefined) ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    schema: one,
  }));
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return json;
}

function isRoute(value: unknown): value is AnyRoute {
  const route = value as Partial<AnyRoute> | null;
  return typeof route === "object" && route !== null && "audience" in route && typeof route.path === "string";
}
