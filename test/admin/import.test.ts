import assert from "node:assert/strict";
import { verifyAudit } from "@congthu/server/core/audit/verify-audit";
import { checkConsistency } from "@congthu/server/core/consistency";
import { signIn } from "@congthu/server/core/directory/sign-in";
import { MailError } from "@congthu/server/core/errors";
import { makeSlips } from "@congthu/server/core/provisioning/import/print-slips";
import { workOnImports } from "@congthu/server/core/provisioning/import/work-on-imports";
import { readSpreadsheet, writeSpreadsheet } from "@congthu/server/lib/spreadsheet";
import type { AccountPage } from "@congthu/shared/api/accounts";
import type { ImportRow, ImportView } from "@congthu/shared/api/imports";
import { faultText } from "@congthu/shared/import-words";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;
const csv = (text: string) => Buffer.from(text).toString("base64");

onEveryEngine("import of people", (open) => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  beforeEach(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
  });
  afterEach(async () => {
    assert.deepEqual(await checkConsistency(bench.app), []);
    assert.equal((await verifyAudit(bench.app)).ok, true);
    await bench.close();
  });

  const call = async <T>(who: Parameters<typeof actors.as>[0], name: string, c: Parameters<typeof callRoute>[3] = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, c);
  const check = (content: string, more: object = {}) =>
    call<ImportView>("system", "checkImport", {
      body: { agencyId: province.root, fileName: "ds.csv", content, ...more },
    });
  const rowsOf = async (importId: string, state?: string) =>
    (
      await call<{ items: ImportRow[] }>("system", "readImportRows", {
        params: { importId },
        query: state ? { state } : {},
      })
    ).items;
  const work = async () => {
    while ((await workOnImports(bench.app)) > 0);
  };
  const run = async (importId: string, skipFaulty = false) => {
    await call("system", "startImport", { params: { importId }, body: { skipFaulty } });
    await work();
    return call<ImportView>("system", "readImport", { params: { importId } });
  };
  const addresses = async (text: string) =>
    (await call<AccountPage>("system", "listAccounts", { query: { text } })).items.map((a) => a.address);

  const LIST = `UBND TỈNH;;;;
Họ và tên;Chức vụ;Cơ quan;Phòng/ban/đơn vị;Số điện thoại
Nguyễn Văn Long;Chủ tịch UBND xã;xa binh an;;912345678
TRẦN THỊ ÁNH;Chuyên viên;Sở Nội vụ;Văn phòng;0987654321
Nguyễn Văn Long;Công chức;UBND xã Bình An;;0912345679
`;

  it("shows what would happen, does it, hands out passwords, and finds all of it done the next time", async () => {
    const view = await check(csv(LIST));
    assert.deepEqual(
      [view.state, view.rows, view.faulty, view.columns.map((c) => c.field)],
      ["checked", 3, 0, ["fullName", "title", "agency", "unit", "phone"]],
    );
    const rows = await rowsOf(view.id);
    assert.deepEqual(
      rows.map((r) => [r.no, r.name, r.agencyName, r.address, r.faults.map((f) => [f.code, f.column])]),
      [
        [3, "Nguyễn Văn Long", "Xã Bình An", `longnv.binhan@${DOMAIN}`, [["phone.zero", 4]]],
        [4, "Trần Thị Ánh", "Sở Nội vụ", `anhtt.sonv@${DOMAIN}`, [["name.capitals", 0]]],
        [5, "Nguyễn Văn Long", "Xã Bình An", `longnv1.binhan@${DOMAIN}`, []],
      ],
    );
    assert.deepEqual(await addresses("nguyen van long"), []);
    const done = await run(view.id);
    assert.deepEqual([done.state, done.done, done.failure], ["done", 3, null]);
    await assert.rejects(run(view.id), refused("state.mismatch"));
    const { slips } = await makeSlips(bench.app, await actors.as("system"), view.id);
    assert.deepEqual(
      slips.map((s) => [s.fullName, s.agencyName]),
      [
        ["Trần Thị Ánh", "Sở Nội vụ"],
        ["Nguyễn Văn Long", "Xã Bình An"],
        ["Nguyễn Văn Long", "Xã Bình An"],
      ].sort((a, b) => slips.findIndex((s) => s.agencyName === a[1]) - slips.findIndex((s) => s.agencyName === b[1])),
    );
    for (const slip of slips)
      await signIn(bench.app, { login: slip.address, password: slip.password, channel: "web", ip: "192.0.2.1" });
    const pdf = await call<{ file: { bytes: Uint8Array } }>("system", "printSlips", { params: { importId: view.id } });
    assert.equal(Buffer.from(pdf.file.bytes.subarray(0, 5)).toString(), "%PDF-");
    const again = await check(csv(LIST));
    assert.deepEqual(again.tally, [{ act: "create", state: "skipped", n: 3 }]);
  });

  it("marks every fault at its cell, and runs without the faulty rows only when told to", async () => {
    const view = await check(
      csv(
        `STT,Họ tên,Cơ quan,SĐT,Nội dung đề nghị,Địa chỉ thư
1,Lê Văn 123,Sở Nội vụ,0912345678,cấp mới,
2,Phạm Thị Hoa,Sở Không Có,0912345678,cấp mới,
3,Đỗ Văn Bình,Sở Nội vụ,,tạm khóa,binh
4,Không Ai Cả,Sở Nội vụ,,tạm khóa,
5,Vũ Thị Lan,Sở Nội vụ,12,xin nước,admin
6,Hồ Văn Sáu,Sở Nội vụ,,cấp mới,anh
`,
      ),
    );
    const said = (await rowsOf(view.id, "faulty")).map((r) => [
      r.no,
      ...r.faults.map((f) => `${f.column}: ${faultText(f, "vi")}`),
    ]);
    assert.deepEqual(said, [
      [2, "1: Họ và tên có ký tự lạ: “Lê Văn 123”."],
      [3, "2: Không tìm thấy cơ quan “Sở Không Có” trong phạm vi được nhập."],
      [5, "1: Không tìm thấy hộp thư của “Không Ai Cả” trong cơ quan này; hãy ghi địa chỉ thư."],
      [
        6,
        "4: Không hiểu nội dung đề nghị “xin nước”. Hãy ghi: cấp mới, tạm khóa, mở khóa, cấp lại mật khẩu, thay đổi, chuyển, nghỉ, khôi phục hoặc xóa.",
        "3: “12” không phải số điện thoại Việt Nam.",
      ],
      [7, `5: Địa chỉ anh@${DOMAIN} đã cấp cho người khác; địa chỉ đã cấp không dùng lại.`],
    ]);
    await assert.rejects(run(view.id), refused("state.mismatch"));
    assert.equal((await run(view.id, true)).state, "done");
    await assert.rejects(
      signIn(bench.app, { login: `binh@${DOMAIN}`, password: "Mat-khau-thu-2026", channel: "web", ip: "192.0.2.1" }),
      refused("auth.locked"),
    );
    const { file } = await call<{ file: { bytes: Uint8Array } }>("system", "readImportFile", {
      params: { importId: view.id },
    });
    const [sheet] = await readSpreadsheet(file.bytes);
    assert.deepEqual(
      sheet?.rows.map((row) => row[1]?.text),
      ["Kết quả", "Có lỗi", "Có lỗi", "Đã thực hiện", "Có lỗi", "Có lỗi", "Có lỗi"],
    );
  });

  it("reads the forms of Nghệ An and Đồng Tháp from Excel: merged titles, NFD, TCVN3, numbers, signature lines", async () => {
    const cell = (value: string | number) => ({ value });
    const tcvn = ["C«ng chøc v¨n hãa", "Ph¹m ThÞ H¶i YÕn"];
    const bytes = await writeSpreadsheet(
      [
        {
          name: "Mẫu 1",
          rows: [
            [{ value: "DANH SÁCH ĐỀ NGHỊ", across: 6 }],
            [{ value: "(Kèm theo Công văn số 12/UBND)", across: 6 }],
            [],
            [
              "STT",
              "Họ và tên",
              "Chức vụ",
              "Phòng/ban/đơn vị",
              "Số điện thoại",
              "Nội dung đề nghị (cấp mới / tạm khóa / xóa)",
            ].map((v) => cell(v.normalize("NFD"))),
            ["1", "2", "3", "4", "5", "6"].map(cell),
            [
              cell(1),
              cell("Giàng A Páo".normalize("NFD")),
              cell("Công chức"),
              cell(""),
              cell(912345678),
              cell("Cấp mới"),
            ],
            [cell(2), cell(tcvn[1] ?? ""), cell(tcvn[0] ?? ""), cell("V¨n phßng ñy ban"), cell(""), cell("cÊp míi")],
            [null, cell("Người lập biểu")],
          ],
        },
      ],
      0,
    );
    const view = await check(Buffer.from(bytes).toString("base64"), {
      agencyId: province.commune,
      fileName: "mau1.xlsx",
    });
    const rows = await rowsOf(view.id);
    assert.deepEqual(
      rows.map((r) => [r.no, r.name, r.act, r.address, r.state]),
      [
        [6, "Giàng A Páo", "create", `paoga.binhan@${DOMAIN}`, "ready"],
        [7, "Phạm Thị Hải Yến", "create", `yenpth.binhan@${DOMAIN}`, "ready"],
      ],
    );
    assert.deepEqual(
      rows[1]?.faults.map((f) => f.x),
      ["Phạm Thị Hải Yến", "Công chức văn hóa", "Văn phòng ủy ban", "cấp mới"],
    );
    await run(view.id);
    const page = await call<AccountPage>("system", "listAccounts", { query: { text: "hai yen" } });
    assert.deepEqual(
      page.items.map((a) => [a.title, a.unit]),
      [["Công chức văn hóa", "Văn phòng ủy ban"]],
    );
  });

  it("is all or nothing: a row refused while it runs turns everything back; undo does too, but for what is used", async () => {
    const view = await check(csv(LIST));
    // Somebody takes an address between the dry run and the run.
    await call("system", "createAccount", {
      body: { agencyId: province.commune, fullName: "Nguyễn Văn Long", localPart: "longnv1.binhan" },
    });
    const failed = await run(view.id);
    assert.deepEqual([failed.state, failed.done, failed.failure?.code], ["failed", 0, "address.taken"]);
    assert.deepEqual(await addresses("tran thi anh"), []);
    const second = await check(csv(LIST));
    assert.deepEqual((await run(second.id)).state, "done");
    const { slips } = await makeSlips(bench.app, await actors.as("system"), second.id);
    const first = slips[0];
    await bench.app.db.write((tx) =>
      tx.run(`UPDATE account SET must_change = 0 WHERE address = ?`, first?.address ?? ""),
    );
    await call("system", "undoImport", { params: { importId: second.id } });
    await work();
    const undone = await call<ImportView>("system", "readImport", { params: { importId: second.id } });
    assert.equal(undone.state, "undone");
    assert.deepEqual(
      undone.tally.filter((t) => t.state === "kept").map((t) => t.n),
      [1],
    );
  });

  it("asks for the right to open accounts there, and for a list in the file", async () => {
    const body = { agencyId: province.commune, fileName: "a.csv", content: csv(LIST) };
    await assert.rejects(call("adminB", "checkImport", { body }), refused("access.denied"));
    await assert.rejects(check(csv("chẳng có gì\n1,2\n")), refused("invalid"));
    await assert.rejects(check(Buffer.from("PK\x03\x04 hỏng").toString("base64")), refused("invalid"));
  });
});
