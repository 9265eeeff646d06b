import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import { createApp } from "@congthu/server/app";
import { type Principal, principalOf } from "@congthu/server/core/access";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { ensureFirstAdministrator } from "@congthu/server/core/directory/ensure-first-administrator";
import { accountForLogin } from "@congthu/server/core/directory/sign-in";
import { makeSlips } from "@congthu/server/core/provisioning/import/print-slips";
import { workOnImports } from "@congthu/server/core/provisioning/import/work-on-imports";
import { randomId } from "@congthu/server/lib/ids";
import {
  type AgencyRow,
  agenciesByPath,
  agencyChildren,
  insertAgencies,
  putHeadcounts,
} from "@congthu/server/store/agencies";
import { startOfLocalDay } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type BenchRow, reportBench } from "./results.ts";

/**
 * The console over a province of 150,000 accounts in 5,000 agencies: each request through its handler (no socket), parsed and answered as the web server
 * does. 30 rounds of each, the slowest twentieth counts.
 */
const AGENCIES = 5_000;
const ACCOUNTS = 150_000;
const ROUNDS = 30;
const GOAL_MS = 200;

const FAMILY = [
  "Nguyễn",
  "Nguyễn",
  "Nguyễn",
  "Nguyễn",
  "Trần",
  "Lê",
  "Phạm",
  "Hoàng",
  "Vũ",
  "Đặng",
  "Bùi",
  "Đỗ",
  "Lò",
  "Giàng",
];
const MIDDLE = ["Văn", "Văn", "Thị", "Thị", "Thị", "Đức", "Minh", "Ngọc", "Thanh", "Quốc"];
const GIVEN = [
  "An",
  "Ánh",
  "Bình",
  "Chi",
  "Dũng",
  "Đạt",
  "Giang",
  "Hà",
  "Hải",
  "Hoa",
  "Hùng",
  "Hương",
  "Lan",
  "Linh",
  "Long",
  "Mai",
  "Nam",
  "Nga",
  "Phong",
  "Quân",
  "Sơn",
  "Thảo",
  "Trang",
  "Tuấn",
  "Vân",
  "Yến",
];

const dir = mkdtempSync(join(tmpdir(), "congthu-bench-"));
const now = { ms: startOfLocalDay("2026-11-21") };
const app = await createApp({
  dataDir: dir,
  hostname: "mail.tinh.gov.vn",
  logLevel: "silent",
  clock: { now: () => now.ms },
});
await ensureFirstAdministrator(app);
const login = await app.db.read((r) => accountForLogin(r, "quantri@tinh.gov.vn"));
const admin: Principal = await app.db.read((r) =>
  principalOf(r, { accountId: login?.account_id as AccountId, channel: "web", ip: "" }),
);
const root = (
  await app.db.read((r) =>
    agenciesByPath(
      r,
      admin.scopes.map((s) => s.path),
    ),
  )
)[0] as AgencyRow;
const agencies = await seedAgencies();
const accounts = await seedAccounts();

const rows: BenchRow[] = [];
await measure("tree: expand the root (400 departments and communes)", () =>
  call("listAgencies", { query: { parentId: root.agency_id } }),
);
await measure("tree: search without diacritics", () => call("searchAgencies", { query: { text: "xa so 417" } }));
await measure("agency page", () => call("readAgency", { params: { agencyId: pick(agencies).agency_id } }));
await measure("agency page of the whole province", () => call("readAgency", { params: { agencyId: root.agency_id } }));
await measure("list: first page of everybody", () => call("listAccounts", {}));
await measure("list: a page in the middle", async () => call("listAccounts", { query: { after: await middle() } }));
await measure("list: newest first", () => call("listAccounts", { query: { sort: "created", order: "desc" } }));
await measure("list: one agency and below", () =>
  call("listAccounts", { query: { agencyId: pick(agencies).agency_id } }),
);
await measure("list: locked ones of the province (1 in 1,000)", () =>
  call("listAccounts", { query: { status: "locked" } }),
);
await measure("list: leaders below one department with 40 divisions", () =>
  call("listAccounts", { query: { agencyId: agencies[1]?.agency_id ?? "", leader: "true" } }),
);
await measure("search: a whole name (nguyen van an)", () => call("listAccounts", { query: { text: "nguyen van an" } }));
await measure("search: two of the commonest words (nguyen thi)", () =>
  call("listAccounts", { query: { text: "nguyen thi" } }),
);
await measure("search: a beginning (ng)", () => call("listAccounts", { query: { text: "ng" } }));
await measure("search: nobody (tran giang lo)", () => call("listAccounts", { query: { text: "tran giang lo" } }));
await measure("search: by address", () => call("listAccounts", { query: { text: "n75000@tinh.gov.vn" } }));
await measure("search: a name in one agency", () =>
  call("listAccounts", { query: { text: "nguyen", agencyId: pick(agencies).agency_id } }),
);
await measure("account page", () => call("readAccount", { params: { accountId: pick(accounts) } }));
await measure("three address proposals for the commonest name", () =>
  call("proposeAddresses", { body: { agencyId: pick(agencies).agency_id, fullName: "Nguyễn Văn An" } }),
);
let serial = 0;
await measure("create an account (argon2 included)", () =>
  call("createAccount", {
    body: { agencyId: pick(agencies).agency_id, fullName: "Nguyễn Văn Mới", localPart: `moi${++serial}` },
  }),
);
await measure("lock an account", (i) =>
  call("lockAccount", { params: { accountId: accounts[i + 1] ?? "" }, body: { reason: "request" } }),
);
await importTenThousand();
await measure("audit: newest page", () => call("listAudit", {}));
reportBench("admin", rows);
await app.close();
rmSync(dir, { recursive: true, force: true });

type Arguments = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };

async function call(name: string, a: Arguments): Promise<unknown> {
  const found = ADMIN_HANDLERS.find((h) => h.route.name === name);
  if (!found) throw new Error(name);
  const { route, run } = found;
  const params = route.params.parse(a.params ?? {});
  const reply = await run({
    app,
    principal: admin,
    params,
    query: route.query.parse(a.query ?? {}),
    body: route.body.parse(a.body),
  });
  return JSON.stringify(reply);
}

async function measure(
  what: string,
  run: (i: number) => Promise<unknown>,
  rounds = ROUNDS,
  goalMs = GOAL_MS,
): Promise<void> {
  const took: number[] = [];
  await run(rounds);
  for (let i = 0; i < rounds; i++) {
    const from = performance.now();
    await run(i);
    took.push(performance.now() - from);
  }
  const sorted = took.sort((a, b) => a - b);
  const p95 = sorted[Math.floor((sorted.length - 1) * 0.95)] ?? Number.NaN;
  rows.push({ case: what, unit: "ms, p95", ours: p95, theirs: null, ratio: null, goal: `≤ ${goalMs}` });
}

/** A list of 10,000 people for all agencies: dry run, run, and their one-time passwords. */
async function importTenThousand(): Promise<void> {
  const lines = Array.from({ length: 10_000 }, (_, i) => {
    const agency = agencies[i % AGENCIES]?.name ?? "";
    return `${i + 1},${pick(FAMILY)} ${pick(MIDDLE)} ${pick(GIVEN)},Chuyên viên,${agency},09${String(10_000_000 + i)}`;
  });
  const text = `STT,Họ và tên,Chức vụ,Cơ quan,Số điện thoại\n${lines.join("\n")}\n`;
  const content = Buffer.from(text).toString("base64");
  const seconds = async (what: string, goal: string, run: () => Promise<unknown>) => {
    const from = performance.now();
    await run();
    const ours = (performance.now() - from) / 1000;
    rows.push({ case: `import of 10,000: ${what}`, unit: "s", ours, theirs: null, ratio: null, goal });
  };
  let id = "";
  await seconds("dry run", "≤ 60", async () => {
    const body = { agencyId: root.agency_id, fileName: "mot-van.csv", content };
    id = (JSON.parse((await call("checkImport", { body })) as string) as { id: string }).id;
  });
  await seconds("run, accounts in use", "≤ 60", async () => {
    await call("startImport", { params: { importId: id }, body: {} });
    while ((await workOnImports(app)) > 0);
  });
  await seconds("one-time passwords", "≤ 60", () => makeSlips(app, admin, id));
}

async function middle(): Promise<string> {
  const page = JSON.parse((await call("listAccounts", { query: { text: "hung", limit: "1" } })) as string) as {
    next: string;
  };
  return page.next;
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}

/** 400 agencies below the root, the others as divisions of them. */
async function seedAgencies(): Promise<AgencyRow[]> {
  const made: AgencyRow[] = [];
  for (let i = 0; i < AGENCIES; i++) {
    const parent = i < 400 ? root : (made[i % 110] as AgencyRow);
    const agency_id = randomId<"agency">("g");
    const name = i < 400 ? (i < 20 ? `Sở số ${i}` : `Xã số ${i}`) : `Phòng số ${i}`;
    made.push({
      ...root,
      agency_id,
      parent_id: parent.agency_id,
      path: `${parent.path}${agency_id}/`,
      name,
      short_name: name,
      fold: fold(name),
      abbr: `a${i}`,
      kind: i < 20 ? "department" : i < 400 ? "commune" : "division",
      tier: i < 20 ? "tinh" : "xa",
      sort_order: i,
    });
  }
  await app.db.write((tx) => insertAgencies(tx, made, "2025-07-01"));
  await app.db.write((tx) =>
    putHeadcounts(
      tx,
      made.slice(0, 400).map((a) => ({ agency_id: a.agency_id, from_day: "2026-01-01", staff: 300, leaders: 20 })),
    ),
  );
  if ((await app.db.read((r) => agencyChildren(r, root.agency_id))).length !== 400)
    throw new Error("the tree is not as meant");
  return made;
}

async function seedAccounts(): Promise<AccountId[]> {
  const ids: AccountId[] = [];
  for (let n = 0; n < ACCOUNTS; n += 500) {
    now.ms += 60_000;
    const part = Array.from({ length: 500 }, (_, i) => ({
      kind: "person" as const,
      agencyId: agencies[(n + i) % AGENCIES]?.agency_id as AgencyId,
      address: `n${n + i}@tinh.gov.vn`,
      fullName: `${pick(FAMILY)} ${pick(MIDDLE)} ${pick(GIVEN)}`,
      title: i % 10 === 0 ? "Trưởng phòng" : "Chuyên viên",
      unit: "",
      isLeader: i % 10 === 0,
      passwordHash: null,
      mustChange: false,
      quotaBytes: 2 ** 31,
    }));
    ids.push(...(await app.db.write((tx) => createAccountsIn(app, tx, part))));
  }
  await app.db.write(async (tx) => {
    for (let i = 0; i < ACCOUNTS; i += 1_000)
      await tx.run(`UPDATE account SET status = 'locked' WHERE account_id = ?`, ids[i] as AccountId);
  });
  return ids;
}
