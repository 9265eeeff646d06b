import type { LifeReason, RequestKind, RequestState } from "@congthu/shared/account-life";
import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { AgencyDetail } from "@congthu/shared/api/agencies";
import type { PlannedStep } from "@congthu/shared/api/directory-file";
import type { ImportRow, ImportView } from "@congthu/shared/api/imports";
import type { AccountLife, RequestEntry } from "@congthu/shared/api/provisioning";
import { callApi, fetchFile } from "../../data/api-client.ts";
import { type NewAgency, withQuery } from "../api.ts";

const part = (text: string) => encodeURIComponent(text);
const list = (id: string) => `/api/imports/${part(id)}`;
const account = (id: string) => `/api/accounts/${part(id)}`;

export type Given = { account: AccountDetail; oneTimePassword: string | null };

export const listRequests = (q: { agencyId?: string | undefined; state: RequestState; before?: string | undefined }) =>
  callApi<{ items: RequestEntry[]; next: string | null }>("GET", withQuery("/api/requests", q));
export type NewRequest = {
  kind: RequestKind;
  agencyId: string;
  accountId: string | null;
  reason: LifeReason;
  document: string;
  documentDay?: string;
  note: string;
  wish: { fullName?: string; title?: string; unit?: string; phone?: string; agencyId?: string };
};
export const submitRequest = (body: NewRequest) => callApi<{ requestId: string }>("POST", "/api/requests", { body });
export const decideRequest = (id: string, body: { act: "approve" | "refuse"; answer: string }) =>
  callApi<null>("POST", `/api/requests/${part(id)}/decision`, { body });
export const carryOutRequest = (id: string) => callApi<Given>("POST", `/api/requests/${part(id)}/done`, { body: {} });

export const checkImport = (body: {
  agencyId: string;
  fileName: string;
  content: string;
  document: string;
  documentDay?: string;
}) => callApi<ImportView>("POST", "/api/imports", { body });
export const checkBulk = (body: { choice: object; ask: object; document: string; documentDay?: string }) =>
  callApi<ImportView>("POST", "/api/accounts/bulk", { body });
export const listImports = () => callApi<{ items: ImportView[] }>("GET", "/api/imports");
export const readImport = (id: string) => callApi<ImportView>("GET", list(id));
export const readImportRows = (id: string, q: { state?: string | undefined; after?: number | undefined }) =>
  callApi<{ items: ImportRow[]; next: number | null }>("GET", withQuery(`${list(id)}/rows`, { ...q, limit: 100 }));
export const startImport = (id: string, skipFaulty: boolean) =>
  callApi<ImportView>("POST", `${list(id)}/run`, { body: { skipFaulty } });
export const undoImport = (id: string) => callApi<ImportView>("POST", `${list(id)}/undo`);
export const printSlips = (id: string) => fetchFile("POST", `${list(id)}/slips`);
/** Where the browser fetches the list with its results from. */
export const importFileUrl = (id: string) => `${list(id)}/file`;
export const IMPORT_FORM_URL = "/api/imports/form";

export type Ground = { reason: LifeReason; document: string; documentDay?: string; note: string };
export const endAccount = (id: string, body: Ground & { act: "depart" | "revoke" }) =>
  callApi<AccountDetail>("POST", `${account(id)}/end`, { body });
export const restoreAccount = (id: string, body: Ground) => callApi<Given>("POST", `${account(id)}/restore`, { body });
export const holdAccount = (id: string, hold: string) =>
  callApi<AccountDetail>("PUT", `${account(id)}/hold`, { body: { hold } });
export const changeAddress = (id: string, localPart: string) =>
  callApi<AccountDetail>("PUT", `${account(id)}/address`, { body: { localPart } });
export const applyDirectory = (body: { file: unknown; planOnly: boolean; planned?: number }) =>
  callApi<{ steps: PlannedStep[] }>("POST", "/api/directory", { body });
export const readAccountLife = (id: string) => callApi<AccountLife>("GET", `${account(id)}/life`);

export const mergeAgencies = (
  into: string,
  body: { fromIds: string[]; onDay: string; document: string; readdress: boolean },
) => callApi<AgencyDetail>("POST", `/api/agencies/${part(into)}/merge`, { body });
export const splitAgency = (
  id: string,
  body: { onDay: string; document: string; agency: NewAgency; accountIds: string[]; childIds: string[] },
) => callApi<AgencyDetail>("POST", `/api/agencies/${part(id)}/split`, { body });
export const closeAgency = (id: string, body: { onDay: string; document: string }) =>
  callApi<AgencyDetail>("POST", `/api/agencies/${part(id)}/close`, { body });
