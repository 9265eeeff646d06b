import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { takeScreens } from "../harness/browser.ts";
import { type DemoPerson, type DemoServer, startDemo } from "../harness/demo-server.ts";
import { signInAt } from "../harness/mail-page.ts";
import { seriousOn } from "../harness/serious-on.ts";

/** The figures of use as each of those sees them for whom they are made. */
describe("usage for the reviewer, an agency's administrator, its staff and a leader", function () {
  this.timeout(180_000);
  let demo: DemoServer;
  let admin: DemoPerson;
  let leader: DemoPerson;
  before(async () => {
    demo = await startDemo();
    const of = (agency: string) => demo.roles.official.find((p) => p.agency === agency);
    const found = demo.roles.agencyAdministrator.find((p) => of(p.agency));
    const other = found && of(found.agency);
    assert.ok(found && other);
    admin = found;
    leader = other;
  });
  after(() => demo.close());

  /** Signs in and waits until the page has its figures. */
  async function usageOf(who: DemoPerson): Promise<Page> {
    const page = await signInAt(demo, who, "/admin/usage?period=quarter");
    await page.getByRole("region", { name: "Số liệu theo cơ quan, đơn vị" }).waitFor();
    return page;
  }
  /** Opens the explanation of the figure under a heading, in the first line of an agency. */
  async function explain(page: Page, heading: RegExp) {
    const table = page.getByRole("region", { name: "Số liệu theo cơ quan, đơn vị" }).getByRole("table");
    const names = await table.locator("thead tr").nth(1).getByRole("columnheader").allInnerTexts();
    const at = names.findIndex((name) => heading.test(name));
    assert.ok(at >= 0, names.join(" | "));
    const line = table
      .locator("tbody tr")
      .filter({ has: page.getByTitle("Giải thích số này") })
      .first();
    await line.getByTitle("Giải thích số này").nth(at).click();
    return page.getByRole("dialog", { name: /Giải thích số liệu/ });
  }

  it("the reviewer: every chart is a table to a screen reader, and no figure leads to a name", async () => {
    const [reviewer] = demo.roles.usageReviewer;
    assert.ok(reviewer);
    const page = await usageOf(reviewer);
    const summaries = page.getByText("Bảng số liệu của biểu đồ");
    await summaries.nth(1).waitFor();
    for (const summary of await summaries.all()) {
      await summary.focus();
      await page.keyboard.press("Enter");
    }
    for (const [name, rows] of [
      [/^Tỷ lệ sử dụng theo cấp/, 2],
      ["Số người sử dụng theo tháng", 13],
      ["Số người sử dụng theo ngày", 3],
      ["Số cơ quan theo mức xếp loại", 5],
      ["Cao nhất", 2],
      ["Thấp nhất", 2],
      ["Cách truy cập hộp thư", 7],
      ["Thư trao đổi với ai", 7],
      ["Chưa sử dụng và lâu không sử dụng", 2],
      ["Dung lượng hộp thư hiện nay", 2],
    ] as const) {
      const table = page.getByRole("table", { name });
      await table
        .getByRole("row")
        .nth(rows - 1)
        .waitFor();
      assert.ok((await table.getByRole("columnheader").count()) >= 2, String(name));
    }
    assert.deepEqual(await seriousOn(page, "usage"), []);
    const drawer = await explain(page, /Số thường xuyên/);
    await drawer.getByRole("table").getByText("Thường xuyên sử dụng").waitFor();
    assert.equal(await drawer.getByRole("button", { name: "Xem theo người" }).count(), 0);
    assert.deepEqual(await seriousOn(page, "explanation"), []);
    await page.context().close();
  });

  it("the agency's administrator: names, why each counts or not, who looked into the agency's mailbox, leave, one person's facts", async () => {
    const page = await usageOf(admin);
    const drawer = await explain(page, /Số thường xuyên/);
    await drawer.getByRole("button", { name: "Xem theo người" }).click();
    const people = page.getByRole("dialog", { name: /^Theo người/ });
    await people.getByText("Lượt xem này đã được ghi vào nhật ký").waitFor();
    await people.getByRole("row").filter({ hasText: leader.name }).waitFor();
    assert.deepEqual(await seriousOn(page, "people"), []);
    await takeScreens(page, "usage-people");
    await page.keyboard.press("Escape");
    await people.waitFor({ state: "detached" });

    await (await explain(page, /2 lần\/ngày/))
      .getByRole("button", { name: "Xem ai đã kiểm tra hộp thư cơ quan" })
      .click();
    const boxes = page.getByRole("dialog", { name: /^Kiểm tra hộp thư cơ quan/ });
    await boxes.getByText(/Kiểm tra đủ sáng và chiều \d+\/\d+ ngày làm việc/).waitFor();
    assert.ok((await boxes.getByRole("row").count()) > 10);
    assert.deepEqual(await seriousOn(page, "boxes"), []);
    await page.keyboard.press("Escape");
    await boxes.waitFor({ state: "detached" });

    await page.goto("/admin/accounts");
    await page.getByRole("row").filter({ hasText: leader.name }).getByRole("button").first().click();
    const account = page.getByRole("dialog", { name: "Thông tin tài khoản" });
    await account.getByRole("button", { name: "Ghi nhận nghỉ" }).click();
    const form = page.getByRole("dialog", { name: "Ghi nhận nghỉ" });
    for (const [label, day] of [
      ["Nghỉ từ ngày", "01/11/2026"],
      ["Đến hết ngày", "31/12/2030"],
    ] as const) {
      await form.getByLabel(label).fill(day);
      await form.getByLabel(label).press("Tab");
    }
    await form.getByLabel("Quyết định").fill("12/QĐ-UBND");
    await form.getByRole("button", { name: "Lưu" }).click();
    await account.getByText(/Thai sản · 01\/11\/2026 – 31\/12\/2030 · 12\/QĐ-UBND/).waitFor();
    await account.getByRole("button", { name: "Đã đi làm lại" }).click();
    await account.getByText(/Thai sản · 01\/11\/2026 – (?!31\/12\/2030)/).waitFor();
    const arrives = page.waitForEvent("download");
    await account.getByRole("button", { name: "Trích xuất" }).click();
    const facts = JSON.parse(readFileSync(await (await arrives).path(), "utf8")) as { name: string; leaves: unknown[] };
    assert.deepEqual([facts.name, facts.leaves.length], [leader.name, 1]);
    await page.context().close();
  });

  it("its staff are told who looked, once they sign in, and can put the notice away", async () => {
    const page = await signInAt(demo, leader, "/");
    const notice = page
      .getByRole("status")
      .filter({ hasText: `quản trị viên ${admin.name} đã xem thống kê sử dụng thư` });
    await notice.waitFor();
    await page.getByRole("status").filter({ hasText: "đã trích xuất số liệu sử dụng thư của bạn" }).waitFor();
    await notice.getByRole("button").click();
    await notice.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("a leader who may see the own agency's figures sees that agency alone, and nobody by name", async () => {
    const [system] = demo.roles.systemAdministrator;
    assert.ok(system);
    const console_ = await signInAt(demo, system, "/admin/accounts");
    await console_.getByRole("row").nth(1).waitFor();
    await console_.goto(`/admin/accounts?text=${encodeURIComponent(leader.address)}`);
    await console_.getByRole("row").filter({ hasText: leader.name }).getByRole("button").first().click();
    const account = console_.getByRole("dialog", { name: "Thông tin tài khoản" });
    await account.getByRole("button", { name: "Giao vai trò" }).click();
    const form = console_.getByRole("dialog", { name: "Giao vai trò" });
    await form.getByLabel("Vai trò", { exact: true }).click();
    await console_.getByRole("option", { name: "Xem thống kê" }).click();
    await form.getByRole("button", { name: "Giao vai trò" }).click();
    await form.waitFor({ state: "detached" });
    await console_.context().close();

    const page = await usageOf(leader);
    const table = page.getByRole("region", { name: "Số liệu theo cơ quan, đơn vị" }).getByRole("table");
    await table.getByRole("rowheader", { name: leader.agency }).waitFor();
    assert.equal(await table.getByTitle("Xem theo người").count(), 0);
    const named = await page.evaluate(
      "fetch('/api/console').then((r) => r.json()).then((v) => fetch('/api/reports/usage/people?from=2026-10-01&to=2026-10-31&agencyId=' + v.scopes[0].agencyId)).then((r) => r.status)",
    );
    assert.equal(named, 403);
    await page.context().close();
  });
});
