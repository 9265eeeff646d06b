import type { FoundPerson, PickedAgency, Reach } from "@congthu/shared/api/people";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { callApi } from "../../data/api-client.ts";

/** Whom the directory suggests for some words. Throws ApiError. */
export async function findPeople(words: string, signal: AbortSignal): Promise<FoundPerson[]> {
  const path = `/api/people?q=${encodeURIComponent(words)}`;
  return (await callApi<{ people: FoundPerson[] }>("GET", path, { signal })).people;
}

export type Organisation = { agencies: PickedAgency[]; tiers: { tier: string; label: string; labelEn: string }[] };

/** The whole organisation. Throws ApiError. */
export function readOrganisation(): Promise<Organisation> {
  return callApi<Organisation>("GET", "/api/people/tree");
}

/** The addresses of some agencies. Throws ApiError. */
export async function reachPeople(agencyIds: readonly string[], reach: Reach): Promise<EmailAddress[]> {
  const body = { agencyIds, reach };
  return (await callApi<{ people: { name: string; email: string }[] }>("POST", "/api/people/reach", { body })).people;
}
