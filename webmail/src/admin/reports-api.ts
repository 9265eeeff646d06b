import type { FrozenReportView, ReportPeriodView, ReturnView, Verification } from "@congthu/shared/api/report-periods";
import type { FileFormat } from "@congthu/shared/report-words";
import { callApi } from "../data/api-client.ts";
import { withQuery } from "./api.ts";

const get = <T>(path: string) => callApi<T>("GET", path);
const part = (text: string) => encodeURIComponent(text);

export const listReportPeriods = () => get<{ items: ReportPeriodView[] }>("/api/reports/periods");
export const openReportPeriod = (body: { name: string; from: string; to: string; due: string }) =>
  callApi<{ id: string }>("POST", "/api/reports/periods", { body });
export const listReturns = (periodId: string, agencyId?: string) =>
  callApi<{ items: ReturnView[] }>("GET", withQuery(`/api/reports/periods/${part(periodId)}/returns`, { agencyId }));
export type ReturnForm = {
  onDay: string;
  staff: number;
  leaders: number;
  directoryReviewed: boolean;
  problems: string;
  proposals: string;
};
export const fileReturn = (periodId: string, agencyId: string, body: ReturnForm) =>
  callApi<ReturnView>("PUT", `/api/reports/periods/${part(periodId)}/returns/${part(agencyId)}`, { body });
/** Where the browser fetches an agency's own report from. */
export const returnFileUrl = (periodId: string, agencyId: string, format: "pdf" | "docx") =>
  withQuery(`/api/reports/periods/${part(periodId)}/returns/${part(agencyId)}/file`, { format });
export const remindAgencies = (periodId: string) =>
  callApi<{ reminded: number; unreachable: number }>("POST", `/api/reports/periods/${part(periodId)}/reminders`);

export const listFrozenReports = () => get<{ items: FrozenReportView[] }>("/api/reports/frozen");
export const freezeReport = (body: { from: string; to: string; agencyId?: string; periodId?: string }) =>
  callApi<FrozenReportView>("POST", "/api/reports/frozen", { body });
/** Where the browser fetches a frozen report from. */
export const frozenFileUrl = (id: string, format: FileFormat) =>
  withQuery(`/api/reports/frozen/${part(id)}/file`, { format });
export const verifyFrozenReport = (id: string) =>
  callApi<Verification>("POST", `/api/reports/frozen/${part(id)}/verification`);
export const mailFrozenReport = (id: string, to: string[]) =>
  callApi<{ recipients: number }>("POST", `/api/reports/frozen/${part(id)}/mailings`, { body: { to } });
export const openFrozenReport = (id: string, isOpen: boolean) =>
  callApi<FrozenReportView>("PUT", `/api/reports/frozen/${part(id)}/open`, { body: { isOpen } });
/** Where anybody signed in reads open data: the list, one report's figures, and the same as a table. */
export const openDataUrl = () => withQuery("/api/open-data/usage", {});
export const openReportUrl = (id: string) => withQuery(`/api/open-data/usage/${part(id)}`, {});
export const openCsvUrl = (id: string) => withQuery(`/api/open-data/usage/${part(id)}/csv`, {});
