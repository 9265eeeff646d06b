import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { type Endpoint, type HttpCall, type HttpReply, readBody } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";
import { RESOURCE_TYPES, SCHEMAS, SERVICE_PROVIDER_CONFIG } from "./discovery.ts";
import { findScimGroups, readScimGroup } from "./groups.ts";
import { listResponse, projected, readListing } from "./listing.ts";
import { failureReply, ScimError, scimReply } from "./replies.ts";
import { type Asker, createUser, deleteUser, findUsers, patchUser, readUser, replaceUser } from "./users.ts";

export const SCIM_PATH = "/scim/v2";

type Call = HttpCall<Principal>;
type Run = (q: Asker, call: Call, id: string) => Promise<HttpReply>;
type Deps = Pick<App, "clock" | "db" | "changes" | "signOuts">;

/** The protocol of personnel systems. RFC 7644 §3.2 */
export function scimEndpoints(app: Deps): Endpoint<Principal>[] {
  return ENDPOINTS.map(([method, path, run]) => ({
    method,
    path: SCIM_PATH + path,
    async run(call) {
      try {
        const q = { app, principal: call.principal, baseUrl: SCIM_PATH };
        return await run(q, call, call.params.id ?? "");
      } catch (err) {
        return failureReply(err);
      }
    },
  }));
}

const ENDPOINTS: readonly [Endpoint<Principal>["method"], string, Run][] = [
  ["GET", "/ServiceProviderConfig", async () => scimReply(200, SERVICE_PROVIDER_CONFIG)],
  ["GET", "/ResourceTypes", (_q, call) => list(call, RESOURCE_TYPES)],
  ["GET", "/ResourceTypes/:id", async (_q, _call, id) => scimReply(200, oneOf(RESOURCE_TYPES, id))],
  ["GET", "/Schemas", (_q, call) => list(call, SCHEMAS)],
  ["GET", "/Schemas/:id", async (_q, _call, id) => scimReply(200, oneOf(SCHEMAS, id))],
  ["GET", "/Users", (q, call) => list(call, findUsers(q, readListing(call.query)))],
  ["POST", "/Users", async (q, call) => created(await createUser(q, await jsonOf(call)))],
  ["GET", "/Users/:id", async (q, call, id) => scimReply(200, projected(await readUser(q, id), call.query))],
  ["PUT", "/Users/:id", async (q, call, id) => scimReply(200, await replaceUser(q, id, await jsonOf(call)))],
  ["PATCH", "/Users/:id", async (q, call, id) => scimReply(200, await patchUser(q, id, await jsonOf(call)))],
  [
    "DELETE",
    "/Users/:id",
    async (q, _call, id) => {
      await deleteUser(q, id);
      return scimReply(204, undefined);
    },
  ],
  ["GET", "/Groups", async (q, call) => list(call, await findScimGroups(q, readListing(call.query)))],
  ["GET", "/Groups/:id", async (q, call, id) => scimReply(200, projected(await readScimGroup(q, id), call.query))],
];

async function list(call: Call, found: Parameters<typeof listResponse>[0]): Promise<HttpReply> {
  return scimReply(200, await listResponse(found, { listing: readListing(call.query), query: call.query }));
}

function created(resource: Record<string, unknown>): HttpReply {
  const { location } = resource.meta as { location: string };
  return scimReply(201, resource, { Location: location });
}

function oneOf<T extends { id: string }>(all: readonly T[], id: string): T {
  const found = all.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (!found) throw new ScimError(404, "", id);
  return found;
}

async function jsonOf(call: Call): Promise<unknown> {
  const bytes = await readBody(call.body, LIMITS.restBodyBytes);
  if (!bytes) throw new ScimError(413, "", "too large");
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new ScimError(400, "invalidValue", "not JSON");
  }
}
