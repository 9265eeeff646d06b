import * as routes from "@congthu/shared/api/agencies";
import { listAgencies, searchAgencies } from "../core/directory/agency-tree.ts";
import {
  changeAgency,
  declareHeadcount,
  moveAgency,
  setAgencyCode,
  setAgencyTier,
} from "../core/directory/change-agency.ts";
import { createAgency } from "../core/directory/create-agency.ts";
import { listTiers, readAgency } from "../core/directory/read-agency.ts";
import { closeAgency, mergeAgencies, splitAgency } from "../core/directory/reshape-agencies.ts";
import { type Handler, handler } from "./handler.ts";

export const AGENCY_HANDLERS: readonly Handler[] = [
  handler(routes.listAgencies, async ({ app, principal, query }) => ({
    items: await listAgencies(app, principal, query),
  })),
  handler(routes.searchAgencies, async ({ app, principal, query }) => ({
    items: await searchAgencies(app, principal, query.text),
  })),
  handler(routes.listTiers, async ({ app }) => ({ items: await listTiers(app) })),
  handler(routes.readAgency, ({ app, principal, params }) => readAgency(app, principal, params.agencyId)),
  handler(routes.createAgency, async ({ app, principal, body }) =>
    readAgency(app, principal, await createAgency(app, principal, body)),
  ),
  handler(routes.changeAgency, async ({ app, principal, params, body }) => {
    await changeAgency(app, principal, params.agencyId, body);
    return readAgency(app, principal, params.agencyId);
  }),
  handler(routes.moveAgency, async ({ app, principal, params, body }) => {
    await moveAgency(app, principal, params.agencyId, body.parentId);
    return readAgency(app, principal, params.agencyId);
  }),
  handler(routes.setAgencyCode, async ({ app, principal, params, body }) => {
    await setAgencyCode(app, principal, params.agencyId, body);
    return readAgency(app, principal, params.agencyId);
  }),
  handler(routes.setAgencyTier, async ({ app, principal, params, body }) => {
    await setAgencyTier(app, principal, params.agencyId, body);
    return readAgency(app, principal, params.agencyId);
  }),
  handler(routes.declareHeadcount, async ({ app, principal, params, body }) => {
    await declareHeadcount(app, principal, params.agencyId, body);
    return readAgency(app, principal, params.agencyId);
  }),
  handler(routes.mergeAgencies, async ({ app, principal, params, body }) => {
    await mergeAgencies(app, principal, { into: params.agencyId, ...body });
    return readAgency(app, principal, params.agencyId);
  }),
  handler(routes.splitAgency, async ({ app, principal, params, body }) =>
    readAgency(app, principal, await splitAgency(app, principal, { from: params.agencyId, ...body })),
  ),
  handler(routes.closeAgency, async ({ app, principal, params, body }) => {
    await closeAgency(app, principal, params.agencyId, body);
    return readAgency(app, principal, params.agencyId);
  }),
];
