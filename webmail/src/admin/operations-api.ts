import type { WaitingDomain, WaitingLetter } from "@congthu/shared/api/queue";
import { callApi } from "../data/api-client.ts";
import { get } from "./api.ts";

export const listQueue = (
  query: { agencyId?: string | undefined; domain?: string | undefined; after?: string | undefined },
  signal?: AbortSignal,
) => get<{ items: WaitingLetter[]; next: string | null }>("/api/queue", query, signal);
export const listQueueDomains = (query: { agencyId?: string | undefined }) =>
  get<{ items: WaitingDomain[]; total: number }>("/api/queue/domains", query);
export type ChosenLetters = { ids?: string[]; domain?: string };
export const retryQueue = (body: ChosenLetters) => callApi<{ letters: number }>("POST", "/api/queue/retry", { body });
export const dropQueue = (body: ChosenLetters & { reason: string }) =>
  callApi<{ letters: number }>("POST", "/api/queue/drop", { body });
