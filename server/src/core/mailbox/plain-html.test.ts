import assert from "node:assert/strict";
import { plainHtml } from "./plain-html.ts";

const a = (href: string, shown: string) => `<a href="${href}" target="_blank" rel="noopener noreferrer">${shown}</a>`;

describe("plainHtml", () => {
  const cases: [string, string][] = [
    ["<b>&\"'</b>", "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"],
    ["xem https://a.vn/b?c=1&d=2.", `xem ${a("https://a.vn/b?c=1&amp;d=2", "https://a.vn/b?c=1&amp;d=2")}.`],
    ["(www.yenbai.gov.vn)", `(${a("http://www.yenbai.gov.vn", "www.yenbai.gov.vn")})`],
    ["https://a.vn/x_(y)", a("https://a.vn/x_(y)", "https://a.vn/x_(y)")],
    ["thư anh@tinh.gov.vn, gấp", `thư ${a("mailto:anh@tinh.gov.vn", "anh@tinh.gov.vn")}, gấp`],
    ["javascript:alert(1)", "javascript:alert(1)"],
    ['https://a.vn/"onmouseover=x', `${a("https://a.vn/", "https://a.vn/")}&quot;onmouseover=x`],
    ["dòng\n  hai", "dòng\n  hai"],
  ];
  for (const [text, inner] of cases) {
    it(JSON.stringify(text), () => assert.equal(plainHtml(text), `<div class="plain">${inner}</div>`));
  }
});
