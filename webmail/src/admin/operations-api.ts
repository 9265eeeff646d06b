import type { DomainView, HealthCheck } from "@congthu/shared/api/domains";
import type { GroupDetail, GroupEntry, GroupRuleView, Somebody } from "@congthu/shared/api/groups";
import type { HealthView } from "@congthu/shared/api/health";
import type { WaitingDomain, WaitingLetter } from "@congthu/shared/api/queue";
import type { StorageView } from "@congthu/shared/api/storage";
import type { Hop, TracedLetter } from "@congthu/shared/api/trace";
import { callApi } from "../data/api-client.ts";
import { get, withQuery } from "./api.ts";

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
export type TraceQuery = {
  text: string;
  fromDay?: string | undefined;
  toDay?: string | undefined;
  before?: string | undefined;
};
export const findLetters = (query: TraceQuery, signal?: AbortSignal) =>
  get<{ items: TracedLetter[]; next: string | null }>("/api/trace", query, signal);
export const readTrace = (traceId: string) =>
  callApi<{ letter: TracedLetter; hops: Hop[]; more: boolean }>("GET", `/api/trace/${encodeURIComponent(traceId)}`);
/** Where the browser fetches the log from; the session's cookie goes with it. */
export const mailLogUrl = (query: {
  fromDay: string;
  toDay: string;
  agencyId?: string | undefined;
  format: "csv" | "json" | "xlsx";
}) => withQuery("/api/trace/file", query);

export type GroupContent = {
  name: string;
  posting: GroupEntry["posting"];
  moderated: boolean;
  rule: { agencyId: string; below: boolean; who: GroupRuleView["who"]; tiers: string[]; kinds: string[] } | null;
  members: string[];
  parts: string[];
  writers: string[];
  moderators: string[];
};
export const listGroups = (query: { agencyId?: string | undefined; text?: string }, signal?: AbortSignal) =>
  get<{ items: GroupEntry[] }>("/api/groups", query, signal);
export const readGroup = (id: string) => callApi<GroupDetail>("GET", `/api/groups/${encodeURIComponent(id)}`);
export const createGroup = (body: GroupContent & { agencyId: string; localPart: string }) =>
  callApi<GroupDetail>("POST", "/api/groups", { body });
export const changeGroup = (id: string, body: GroupContent) =>
  callApi<GroupDetail>("PUT", `/api/groups/${encodeURIComponent(id)}`, { body });
export const closeGroup = (id: string) => callApi<null>("DELETE", `/api/groups/${encodeURIComponent(id)}`);
export const previewGroup = (body: Pick<GroupContent, "rule" | "members" | "parts">) =>
  callApi<{ reach: number; first: Somebody[] }>("POST", "/api/groups/preview", { body });
export const readStorage = (query: { agencyId?: string | undefined }) => get<StorageView>("/api/storage", query);
export const setPool = (agencyId: string, poolBytes: number | null) =>
  callApi<null>("PUT", `/api/agencies/${encodeURIComponent(agencyId)}/pool`, { body: { poolBytes } });
export const listDomains = () => get<{ items: DomainView[] }>("/api/domains");
export const readDomainHealth = (domain: string) =>
  callApi<{ checks: HealthCheck[] }>("GET", `/api/domains/${encodeURIComponent(domain)}/health`);
export const readHostHealth = () => get<{ hostname: string; checks: HealthCheck[] }>("/api/health/host");
export const readHealth = () => get<HealthView>("/api/health");
