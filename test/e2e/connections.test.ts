import assert from "node:assert/strict";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import { insertGrants } from "@congthu/server/store/grants";
import type { Page } from "playwright-core";
import { DESKTOP, openWindow, PHONE, takeScreens } from "../harness/browser.ts";
import { type JmapBench, openJmap } from "../harness/jmap.ts";
import { type OidcBench, startOidcProvider } from "../harness/oidc-provider.ts";
import { DOMAIN, PASSWORD } from "../harness/province.ts";
import { BASE, BIND_DN, BIND_PASSWORD, describeWithSlapd, type Slapd, startSlapd } from "../harness/slapd.ts";

describeWithSlapd("connections with other systems, in the browser", function () {
  this.timeout(120_000);
  let bench: JmapBench;
  let slapd: Slapd;
  let provider: OidcBench;
  const complaints: string[] = [];
  before(async () => {
    bench = await openJmap({ withWebmail: true, routes: ADMIN_HANDLERS });
    slapd = await startSlapd();
    provider = await startOidcProvider([bench.url]);
    const { root, accounts } = bench.province;
    const grant = { role: "system", agency_id: root, granted_at: 1, granted_by: null } as const;
    await bench.app.db.write((tx) => insertGrants(tx, [{ ...grant, account_id: accounts.anh }]));
    await slapd.as(async (client) => {
      for (const ou of ["Sở Nội vụ", "Ban Lạ"])
        await client.add(`ou=${ou},${BASE}`, { objectClass: "organizationalUnit", ou });
      for (const [uid, cn, ou] of [
        ["moi", "Ngô Thị Mới", "Sở Nội vụ"],
        ["la", "Lê Văn Lạ", "Ban Lạ"],
      ] as const)
        await client.add(`uid=${uid},ou=${ou},${BASE}`, {
          ...{ objectClass: "inetOrgPerson", uid, cn, sn: "x", title: "Chuyên viên", mail: `${uid}@${DOMAIN}` },
        });
    });
    provider.people.set("moi", { email: `moi@${DOMAIN}`, emailVerified: true, username: "moi", amr: ["pwd"] });
    provider.people.set("ngoai", { email: "x@khac.gov.vn", emailVerified: true, username: "x", amr: ["pwd"] });
  });
  after(async () => {
    await provider?.close();
    await slapd?.close();
    await bench?.close();
  });
  afterEach(() => assert.deepEqual(complaints.splice(0), []));

  async function open(path: string): Promise<Page> {
    const page = await openWindow({ baseUrl: bench.url });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    await page.goto(path);
    return page;
  }

  it("an administrator names the directory, looks at the plan, and takes the people over", async () => {
    const page = await open("/admin/settings");
    await page.getByLabel("Địa chỉ thư").fill(`anh@${DOMAIN}`);
    await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    const form = page.getByRole("form", { name: "Danh mục LDAP, Active Directory" });
    await form.getByLabel("Máy chủ").fill(slapd.url);
    await form.getByLabel("Chứng thư của nơi cấp (PEM)").fill(slapd.ca);
    await form.getByLabel("Tài khoản đọc danh mục (DN)").fill(BIND_DN);
    await form.getByLabel("Mật khẩu của tài khoản đó").fill(BIND_PASSWORD);
    await form.getByLabel("Gốc tìm kiếm (DN)").fill(BASE);
    await form.getByRole("button", { name: "OpenLDAP" }).click();
    await form.getByRole("button", { name: "Lưu" }).click();
    const connections = page.getByRole("region", { name: "Kết nối hệ thống khác" });
    await connections.getByRole("button", { name: "Xem trước" }).click();
    await page.getByText("Sẽ thực hiện 1 việc, bỏ qua 1 người. Chưa thay đổi gì.").waitFor();
    await page.getByRole("cell", { name: "Ngô Thị Mới – Sở Nội vụ" }).waitFor();
    await page.getByText("Người bị bỏ qua").click();
    await page.getByText(`la@${DOMAIN}: không rõ cơ quan (Ban Lạ)`).waitFor();
    await page.getByRole("button", { name: "Đồng bộ ngay" }).scrollIntoViewIfNeeded();
    await takeScreens(page, "ket-noi-ldap");
    await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
    await page.getByText("Đã thực hiện 1 việc, bỏ qua 1 người.").waitFor();

    const oidc = page.getByRole("form", { name: "Đăng nhập qua OpenID Connect" });
    await oidc.getByLabel("Cho phép đăng nhập qua hệ thống này").check();
    await oidc.getByLabel("Tên trên nút đăng nhập").fill("tài khoản công chức của tỉnh");
    await oidc.getByLabel("Địa chỉ hệ thống (issuer)").fill(provider.issuer);
    await oidc.getByLabel("Mã ứng dụng (client_id)").fill(provider.clientId);
    await oidc.getByLabel("Khóa bí mật (client_secret)").fill(provider.clientSecret);
    await oidc.getByRole("button", { name: "Lưu" }).click();
    await oidc.getByText("Để trống nếu giữ nguyên").waitFor();
    await takeScreens(page, "ket-noi-oidc");
  });

  it("who came by the directory signs in by the provider, and out of both", async () => {
    const page = await open("/");
    const button = page.getByRole("link", { name: "Đăng nhập bằng tài khoản công chức của tỉnh" });
    await button.waitFor();
    await takeScreens(page, "dang-nhap-oidc");
    await page.setViewportSize(PHONE);
    assert.equal(await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), true);
    await page.setViewportSize(DESKTOP);
    await button.click();
    await page.getByLabel("Tài khoản").fill("moi");
    await page.getByRole("button", { name: "Vào" }).click();
    await page.getByRole("button", { name: /Ngô Thị Mới/ }).waitFor();
    assert.equal(new URL(page.url()).search, "");
    await page.getByRole("button", { name: /Ngô Thị Mới/ }).click();
    await page.getByRole("menuitem", { name: "Đăng xuất" }).click();
    await page.waitForURL((url) => url.origin === provider.issuer);
    await page.goto("/");
    await button.waitFor();
  });

  it("says why somebody without a mailbox is not in", async () => {
    const page = await open("/");
    await page.getByRole("link", { name: /Đăng nhập bằng/ }).click();
    await page.getByLabel("Tài khoản").fill("ngoai");
    await page.getByRole("button", { name: "Vào" }).click();
    await page.getByText("Tài khoản này chưa gắn với hộp thư nào ở đây.").waitFor();
    assert.equal(new URL(page.url()).search, "");
  });
});
