import assert from "node:assert/strict";
import { MailError } from "@congthu/server/core/errors";
import { readSpreadsheet } from "@congthu/server/lib/spreadsheet";
import { TABLE_NAMES, type TableName } from "@congthu/shared/api/tables";
import type { AuditAction } from "@congthu/shared/audit-actions";
import { type Bench, openBench } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { ACTORS, type ActorName, callRoute, seedActors } from "./actors.ts";

type Reply = { file: { name: string; bytes: Uint8Array } };

/** Who gets a file of which table; the others are refused or get one without rows. */
const SEES: Record<TableName, readonly (typeof ACTORS)[ActorName][0][]> = {
  agencies: ["system", "agency", "reviewer", "auditor", "helpdesk"],
  groups: ["system", "agency", "auditor", "helpdesk"],
  requests: ["system", "agency"],
  audit: ["system", "agency", "auditor"],
  queue: ["system", "agency", "auditor", "helpdesk"],
  storage: ["system", "agency", "auditor", "helpdesk"],
};

describe("tables of the console as files", () => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  before(async () => {
    bench = await openBench("sqlite");
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
    const call = async (name: string, c: Parameters<typeof callRoute>[3]) =>
      callRoute(bench.app, await actors.as("system"), name, c);
    for (const [agencyId, localPart] of [
      [province.department, "nhom.so"],
      [province.commune, "nhom.xa"],
    ] as const) {
      await call("createGroup", { body: { agencyId, localPart, name: `=Nhóm ${localPart}`, posting: "open" } });
      await call("submitRequest", { body: { kind: "create", agencyId, wish: { fullName: `Lê Văn ${localPart}` } } });
    }
  });
  after(() => bench.close());

  const file = async (who: ActorName, table: string, query: Record<string, string> = {}) =>
    (await callRoute<Reply>(bench.app, await actors.as(who), "exportTable", { params: { table }, query })).file;
  const json = async (who: ActorName, table: string, query: Record<string, string> = {}) =>
    JSON.parse(Buffer.from((await file(who, table, { ...query, format: "json" })).bytes).toString()) as Record<
      string,
      unknown
    >[];

  for (const table of TABLE_NAMES)
    for (const who of Object.keys(ACTORS) as ActorName[])
      it(`${table} for ${who}: no more than the page`, async () => {
        const [role, scope] = ACTORS[who];
        const rows = await json(who, table).catch((err: unknown) => {
          assert.ok(err instanceof MailError && err.code === "access.denied", String(err));
          return [];
        });
        const text = JSON.stringify(rows);
        if (!SEES[table].includes(role)) assert.deepEqual(rows, []);
        else if (table !== "queue" && table !== "audit") assert.ok(rows.length > 0, text);
        if (scope === "department") assert.ok(!/Bình An|nhom\.xa/.test(text), text);
      });

  it("are workbooks and CSV without formulas, with the words of the province", async () => {
    const { name, bytes } = await file("system", "groups", { text: "nhom so" });
    assert.equal(name, "nhom-thu.xlsx");
    const [sheet] = await readSpreadsheet(bytes);
    assert.deepEqual(
      sheet?.rows.map((row) => row.slice(0, 4).map((cell) => cell?.text)),
      [
        ["Tên nhóm", "Địa chỉ", "Cơ quan", "Ai được gửi"],
        ["=Nhóm nhom.so", `nhom.so@${DOMAIN}`, "Sở Nội vụ", "Bất kỳ ai"],
      ],
    );
    const csv = Buffer.from((await file("system", "groups", { format: "csv" })).bytes).toString();
    assert.ok(csv.startsWith("\uFEFFTên nhóm,") && csv.includes("\n'=Nhóm nhom.so,"), csv);
  });

  it("hold every page of the list, newest first, by its filter; that they were taken is in the audit", async () => {
    for (let i = 0; i < 3; i++) await file("auditor", "storage");
    const taken = await json("auditor", "audit", { action: "table.exported" satisfies AuditAction });
    assert.ok(taken.length > 3);
    assert.ok(taken.every((e) => e.action === "Tải một bảng của trang quản trị"));
    assert.ok(taken.every((e, i) => i === 0 || Number(e.seq) < Number(taken[i - 1]?.seq)));
    assert.match(String(taken[0]?.detail), /"table":"Dung lượng"/);
    assert.deepEqual(await json("auditor", "audit", { action: "table.exported", toDay: "2020-01-01" }), []);
  });
});
