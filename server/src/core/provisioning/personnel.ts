import { localDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { hydrate } from "../../store/account-list.ts";
import { receiverAt } from "../../store/addresses.ts";
import { agencyById } from "../../store/agencies.ts";
import { agencyWithCode, codesOf } from "../../store/agency-history.ts";
import type { Reader } from "../../store/db.ts";
import { accountOfExternal, externalNames, putScimLink } from "../../store/scim-links.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { accountPower, requireOnAccount } from "../directory/account-power.ts";
import { type AccountChange, changeAccountIn } from "../directory/change-account.ts";
import { createAccountIn, type WantedAccount } from "../directory/create-account.ts";
import { accountEntry, listAccounts } from "../directory/list-accounts.ts";
import { MailError } from "../errors.ts";
import { endAccountIn } from "./end-account.ts";
import { takeStepIn } from "./take-step.ts";

type Deps = Pick<App, "clock" | "db" | "changes" | "signOuts">;

/** One of our accounts as a personnel system sees it. */
export type Person = ReturnType<typeof accountEntry> & {
  /** The system's own name for it; "" for none. */
  externalId: string;
  /** The code of its agency now, the newer scheme first; "" when it has none. */
  agencyCode: string;
};

/** What says on paper that a personnel system asked. */
const GROUNDS = { document: "", note: "SCIM" } as const;

/** Who left is gone for a personnel system; the mail stays as long as the settings say. */
const GONE = new Set(["departed", "revoked"]);

/** One account. Throws account.notFound (also for one that left), access.denied. */
export function readPerson(app: Pick<App, "db">, principal: Principal, accountId: AccountId): Promise<Person> {
  return app.db.read(async (r) => {
    const { account } = await accountPower(r, principal, accountId);
    if (GONE.has(account.status)) throw new MailError("account.notFound");
    const [person] = await personsOf(r, principal, [accountId]);
    if (!person) throw new MailError("account.notFound");
    return person;
  });
}

/** The account the system calls by this name of its own, or that has the address; undefined when there is none it may see. */
export async function findPerson(
  app: Pick<App, "db">,
  principal: Principal,
  q: { externalId: string } | { address: string },
): Promise<Person | undefined> {
  const accountId = await app.db.read(async (r) =>
    "externalId" in q
      ? accountOfExternal(r, principal.account.account_id, q.externalId)
      : (await receiverAt(r, q.address))?.account_id,
  );
  if (accountId === undefined) return undefined;
  try {
    return await readPerson(app, principal, accountId);
  } catch (err) {
    if (err instanceof MailError) return undefined;
    throw err;
  }
}

/** Every personal account the principal may see, in the order they were made, a page at a time. */
export async function* eachPerson(app: Pick<App, "db">, principal: Principal): AsyncGenerator<Person> {
  const PAGE = 200;
  for (let after: string | null | undefined; after !== null; ) {
    const q = { below: true, kind: "person", sort: "created", order: "asc", limit: PAGE } as const;
    const page = await listAccounts(app, principal, { ...q, ...(after === undefined ? {} : { after }) });
    const here = page.items.filter((one) => !GONE.has(one.status)).map((one) => one.id);
    yield* await app.db.read((r) => personsOf(r, principal, here));
    after = page.next;
  }
}

/** Opens a mailbox for somebody the system knows. Throws what creating throws, account.exists when its name is taken already. */
export function openPerson(
  app: Deps,
  principal: Principal,
  q: {
    wanted: Omit<WantedAccount, "kind">;
    /** What stands after the @ of the address that was asked for, if it was named: it must be the agency's. */
    domain?: string | undefined;
    externalId: string;
    isActive: boolean;
  },
): Promise<{ accountId: AccountId; oneTimePassword: string | null }> {
  return app.db.write(async (tx) => {
    const clientId = principal.account.account_id;
    if (q.externalId !== "" && (await accountOfExternal(tx, clientId, q.externalId)))
      throw new MailError("account.exists", q.externalId);
    const agency = await agencyById(tx, q.wanted.agencyId);
    if (q.domain !== undefined && q.domain !== agency?.domain) throw new MailError("domain.notFound", q.domain);
    const made = await createAccountIn(app, tx, principal, { kind: "person", ...q.wanted });
    await putScimLink(tx, { clientId, accountId: made.accountId, externalId: q.externalId });
    if (!q.isActive)
      await takeStepIn(app, tx, principal, { accountId: made.accountId, act: "lock", reason: "request", ...GROUNDS });
    return made;
  });
}

/** Changes what is said of an account, moves, locks or opens it: all or nothing. Throws account.notFound, account.exists, agency.notFound, access.denied. */
export function changePerson(
  app: Deps,
  principal: Principal,
  q: { accountId: AccountId; change: AccountChange; isActive: boolean; externalId: string },
): Promise<void> {
  const { accountId, change, externalId } = q;
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.edit");
    if (GONE.has(account.status)) throw new MailError("account.notFound");
    const clientId = principal.account.account_id;
    const holder = externalId === "" ? undefined : await accountOfExternal(tx, clientId, externalId);
    if (holder !== undefined && holder !== accountId) throw new MailError("account.exists", externalId);
    await putScimLink(tx, { clientId, accountId, externalId });
    await changeAccountIn(app, tx, principal, { accountId, change, grounds: GROUNDS });
    if (q.isActive === (account.status === "active")) return;
    await requireOnAccount(tx, principal, accountId, "account.lock");
    const act = q.isActive ? "unlock" : "lock";
    await takeStepIn(app, tx, principal, { accountId, act, reason: "request", ...GROUNDS });
  });
}

/** Ends the use of an account whose owner the system has let go: no sign-in, and what comes is refused. Throws account.notFound, access.denied. */
export function endPerson(app: Deps, principal: Principal, accountId: AccountId): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.depart");
    if (GONE.has(account.status)) throw new MailError("account.notFound");
    await endAccountIn(app, tx, principal, { accountId, act: "depart", reason: "request", ...GROUNDS });
    await putScimLink(tx, { clientId: principal.account.account_id, accountId, externalId: "" });
  });
}

/** The agency that is meant: by our id, or by its code in either national scheme as of today. Throws agency.notFound. */
export async function agencyMeant(app: Pick<App, "clock" | "db">, text: string): Promise<AgencyId> {
  const found = await app.db.read(async (r) => {
    const byId = await agencyById(r, text as AgencyId);
    if (byId) return byId.agency_id;
    const code = text.toUpperCase();
    const day = localDay(app.clock.now());
    return (
      (await agencyWithCode(r, { scheme: "QD20", code, day })) ??
      (await agencyWithCode(r, { scheme: "QCVN102", code, day }))
    );
  });
  if (!found) throw new MailError("agency.notFound", text);
  return found;
}

async function personsOf(r: Reader, principal: Principal, accountIds: readonly AccountId[]): Promise<Person[]> {
  const rows = await hydrate(r, accountIds);
  const names = await externalNames(r, principal.account.account_id, accountIds);
  const codes = new Map<AgencyId, string>();
  for (const agencyId of new Set(rows.map((row) => row.agency_id)))
    codes.set(agencyId, (await codesOf(r, agencyId)).find((c) => c.valid_to === null)?.code ?? "");
  return rows.map((row) => ({
    ...accountEntry(row),
    externalId: names.get(row.account_id) ?? "",
    agencyCode: codes.get(row.agency_id) ?? "",
  }));
}
