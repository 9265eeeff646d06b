import { localDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import type { FileReply } from "../../../lib/file-reply.ts";
import { type AccountRow, accountById } from "../../../store/accounts.ts";
import { agencyById } from "../../../store/agencies.ts";
import type { Reader, Tx } from "../../../store/db.ts";
import { type ImportBatchRow, type ImportRowRow, importById, importRowsIn } from "../../../store/imports.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { makeOneTimePassword } from "../../directory/one-time-password.ts";
import { giveOneTimePasswordIn, resetPasswordIn } from "../../directory/reset-password.ts";
import { MailError } from "../../errors.ts";
import { readSetting } from "../../settings/read-setting.ts";
import { requireBatch } from "./check-import.ts";
import { renderSlips, type Slip, type SlipSheet } from "./render-slips.ts";
import { noteImport } from "./run-import.ts";

type Deps = Pick<App, "clock" | "db" | "signOuts" | "site">;

/** Passwords given in one transaction. */
const CHUNK = 500;
const WITH_PASSWORD: ReadonlySet<string> = new Set(["create", "reset", "restore"]);

/**
 * New one-time passwords for everybody of a carried-out list who has not chosen a password yet (and for resets), as slips to hand over. They are kept
 * nowhere but as hashes: printing again makes new ones, and the slips before are void. Throws notFound, access.denied, state.mismatch.
 */
export async function printSlips(app: Deps, principal: Principal, batchId: string): Promise<FileReply> {
  const sheet = await makeSlips(app, principal, batchId);
  const bytes = await renderSlips(sheet);
  return { file: { name: `phieu-ban-giao-${batchId}.pdf`, type: "application/pdf", bytes } };
}

/** The same without the paper: what stands on each slip. */
export async function makeSlips(app: Deps, principal: Principal, batchId: string): Promise<SlipSheet> {
  const slips: (Slip & { key: string })[] = [];
  let after = 0;
  let batch: ImportBatchRow | undefined;
  for (let more = true; more; ) {
    const page = await app.db.write(async (tx) => {
      batch = await importById(tx, batchId);
      if (!batch) throw new MailError("notFound");
      await requireBatch(tx, principal, batch);
      if (batch.state !== "done") throw new MailError("state.mismatch", batch.state);
      const rows = await importRowsIn(tx, { batchId, state: "done", after, limit: CHUNK });
      for (const row of rows) slips.push(...(await slipIn(app, tx, principal, { batch, row })));
      return rows;
    });
    after = page.at(-1)?.row_no ?? after;
    more = page.length === CHUNK;
  }
  if (batch) await noteSlips(app, principal, batch, slips.length);
  slips.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return app.db.read((r) => sheetOf(app, r, slips));
}

async function slipIn(
  app: Deps,
  tx: Tx,
  principal: Principal,
  { batch, row }: { batch: ImportBatchRow; row: ImportRowRow },
): Promise<(Slip & { key: string })[]> {
  const account = await accountById(tx, row.account_id as AccountId);
  if (!account || !WITH_PASSWORD.has(row.act) || account.kind === "agency" || account.status !== "active") return [];
  const chosen = account.password_hash !== null && account.must_change === 0;
  if (row.act === "create" && chosen) return [];
  const agency = await agencyById(tx, account.agency_id);
  const password = await passwordIn(app, tx, principal, { batch, row, account });
  const { full_name: fullName, title, unit, address } = account;
  const agencyName = agency?.name ?? "";
  return [{ agencyName, fullName, title, unit, address, password, key: `${agency?.path} ${account.sort_key}` }];
}

/** A reset is an act of its own, in the audit of the account; whoever was given a new mailbox gets the password that belongs to it. */
async function passwordIn(
  app: Deps,
  tx: Tx,
  principal: Principal,
  { batch, row, account }: { batch: ImportBatchRow; row: ImportRowRow; account: AccountRow },
): Promise<string> {
  if (row.act === "reset") {
    const grounds = { document: batch.document, documentDay: batch.document_day ?? undefined, note: "" };
    return (await resetPasswordIn(app, tx, principal, account.account_id, grounds)).oneTimePassword;
  }
  const oneTimePassword = makeOneTimePassword();
  await giveOneTimePasswordIn(app, tx, { account, oneTimePassword });
  return oneTimePassword;
}

async function sheetOf(app: Deps, r: Reader, slips: readonly Slip[]): Promise<SlipSheet> {
  const province = await readSetting(r, "province");
  const { defaultDays } = await readSetting(r, "passwords");
  return {
    owner: province.ownerAgency || province.name || app.site.hostname,
    url: `https://${app.site.hostname}/`,
    changeWithinDays: defaultDays,
    madeOn: localDay(app.clock.now()),
    slips,
  };
}

function noteSlips(app: Deps, principal: Principal, batch: ImportBatchRow, rows: number): Promise<void> {
  return app.db.write((tx) => noteImport(app, tx, principal, { batch, act: "slipsPrinted", rows }));
}
