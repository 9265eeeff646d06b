import assert from "node:assert/strict";
import { sanitizeMessageHtml } from "./sanitize-html.ts";

const blocked = { embedded: () => null, remote: () => null };
const open = { embedded: (id: string) => `/part/${id}`, remote: (url: string) => `/img?u=${encodeURIComponent(url)}` };

const TAG = /<(?:\/[a-z0-9]+|[a-z0-9]+(?:\s[a-z]+(?:="[^"<>]*")?)*(?: \/)?)>/g;
const SAFE_NAMES = new Set(
  (
    "a abbr b big blockquote br caption center code col colgroup dd del div dl dt em font h1 h2 h3 hr i img ins li ol p pre q s small span " +
    "strike strong style sub sup table tbody td tfoot th thead tr tt u ul"
  ).split(" "),
);

/** Every tag of the output must be a plain one, with attributes that neither run, load nor submit. */
function assertHarmless(html: string): void {
  const sheet = /^<style>([^<]*)<\/style>/.exec(html)?.[1] ?? "";
  assert.doesNotMatch(sheet, /url|import|expression|@|\\/i, html);
  const body = html.replace(/^<style>[^<]*<\/style>/, "");
  assert.ok(!body.replace(TAG, "").includes("<"), `strange markup: ${html}`);
  for (const [tag] of body.matchAll(TAG)) {
    const name = /[a-z0-9]+/.exec(tag)?.[0] ?? "";
    assert.ok(SAFE_NAMES.has(name), `element ${name}: ${html}`);
    for (const [, attribute = "", value = ""] of tag.matchAll(/\s([a-z]+)="([^"]*)"/g)) {
      assert.doesNotMatch(attribute, /^(on|form|srcdoc|srcset|action|ping|download|id$|name$|xlink)/, html);
      if (attribute === "href") assert.match(value, /^(https?:|mailto:|tel:)/, html);
      if (attribute === "src" || attribute === "background")
        assert.match(value, /^(\/part\/|\/img\?|data:image\/(png|gif|jpeg))/, html);
      if (attribute === "style") assert.doesNotMatch(value, /url|expression|position|@|\\/i, html);
    }
  }
}

describe("sanitize: what stays", () => {
  const cases: [string, string, string][] = [
    ["text and marks", "<p>Kính gửi <b>Ủy ban</b> &amp; Sở</p>", "<p>Kính gửi <b>Ủy ban</b> &amp; Sở</p>"],
    [
      "a table of Excel",
      '<table border=0 cellpadding=0 width=64 style="border-collapse:collapse;width:48pt"><tr height=20><td class=xl65 colspan=2 bgcolor="#FFFF00" style="border:.5pt solid windowtext;mso-x:1">1</td></tr></table>',
      '<table border="0" cellpadding="0" width="64" style="border-collapse:collapse;width:48pt"><tr height="20"><td class="xl65" colspan="2" bgcolor="#FFFF00" style="border:.5pt solid windowtext">1</td></tr></table>',
    ],
    [
      "a list of Word",
      '<ol start=3 type="a"><li value=3>x</li></ol>',
      '<ol start="3" type="a"><li value="3">x</li></ol>',
    ],
    [
      "fonts",
      '<font face="Times New Roman" size=4 color=red>x</font>',
      '<font face="Times New Roman" size="4" color="red">x</font>',
    ],
    ["the body's look", '<body bgcolor="#eee" onload=x>t</body>', '<div bgcolor="#eee">t</div>'],
    ["conditional comments", "<!--[if mso]><p>no</p><![endif]--><![if !mso]><p>yes</p><![endif]>", "<p>yes</p>"],
    ["Office names", "<o:p>x</o:p>", "x"],
    [
      "a style sheet",
      "<html><head><style>.xl65{border:1px solid}</style></head><td class=xl65>",
      '<style>.xl65{border:1px solid}</style><td class="xl65"></td>',
    ],
    ["form content as text", "<form action=x><b>a</b><input value=b><button>c</button></form>", "<b>a</b>c"],
    ["the title is not text", "<title>T</title>x", "x"],
  ];
  for (const [name, html, expected] of cases)
    it(name, () => {
      assert.equal(sanitizeMessageHtml(html, blocked).html, expected);
    });
});

describe("sanitize: links", () => {
  const link = (href: string) => `<a href="${href}" target="_blank" rel="noopener noreferrer">x</a>`;
  const cases: [string, string][] = [
    ["https://x.vn/?a=1&amp;b=2", link("https://x.vn/?a=1&amp;b=2")],
    ["mailto:a@x.vn", link("mailto:a@x.vn")],
    ["tel:02293864123", link("tel:02293864123")],
    ["//x.vn/", link("https://x.vn/")],
    ["www.ninhbinh.gov.vn/a", link("http://www.ninhbinh.gov.vn/a")],
    [" java\tscript:alert(1)", "<a>x</a>"],
    ["javascript&colon;alert(1)", "<a>x</a>"],
    ["&#x6A;avascript:alert(1)", "<a>x</a>"],
    ["vbscript:x", "<a>x</a>"],
    ["data:text/html,x", "<a>x</a>"],
    ["file:///etc/passwd", "<a>x</a>"],
    ["#top", "<a>x</a>"],
    ["/settings", "<a>x</a>"],
    ["", "<a>x</a>"],
  ];
  for (const [href, expected] of cases)
    it(JSON.stringify(href), () => {
      assert.equal(
        sanitizeMessageHtml(`<a href="${href}" target=_self rel=opener ping=x download>x</a>`, blocked).html,
        expected,
      );
    });
});

describe("sanitize: pictures", () => {
  const html =
    '<img src="cid:logo%40x" alt=L><img src="http://x.vn/p.gif?a=1&b=2" width=1><td background="//y.vn/b.png"><img src=x.png><img src="data:image/png;base64,AA==">';
  it("leaves out those from the net and counts them", () => {
    assert.deepEqual(sanitizeMessageHtml(html, { ...blocked, embedded: (id) => `/part/${id}` }), {
      html: '<img src="/part/logo@x" alt="L" /><img width="1" /><td><img /><img src="data:image/png;base64,AA==" /></td>',
      remoteImages: 2,
      blockedImages: 2,
    });
  });
  it("takes them through the proxy", () => {
    assert.deepEqual(sanitizeMessageHtml(html, open), {
      html:
        '<img src="/part/logo@x" alt="L" /><img src="/img?u=http%3A%2F%2Fx.vn%2Fp.gif%3Fa%3D1%26b%3D2" width="1" />' +
        '<td background="/img?u=https%3A%2F%2Fy.vn%2Fb.png"><img /><img src="data:image/png;base64,AA==" /></td>',
      remoteImages: 2,
      blockedImages: 0,
    });
  });
});

describe("sanitize: hostile strings", () => {
  const hostile = [
    // scripts and events
    "<script>x</script>",
    "<scr<script>ipt>x</script>",
    "<img src=x onerror=alert(1)>",
    '<p/onclick="x">y',
    '<img src="x"onerror="alert(1)">',
    "<body onload=alert(1) onpageshow=x>",
    "<div onmouseover\u0000=x>y</div>",
    "<a href=x autofocus onfocus=alert(1) tabindex=1>y</a>",
    // SVG and MathML, animation of attributes
    "<svg onload=alert(1)>",
    '<svg><a><animate attributeName=href values="javascript:alert(1)" /><text>x</text></a></svg>',
    '<svg><set attributeName="href" to="javascript:alert(1)"/></svg>',
    '<svg><animate attributeName="style" by="background:url(http://x)"/></svg>',
    '<svg><image href="http://x/y.png"/><feImage href="http://x"/></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<math href=javascript:alert(1)>x</math>",
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
    // re-parsing traps
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<textarea><script>x</script></textarea></textarea/><img src=x onerror=1>",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    "<template><script>x</script></template>",
    '<select><template><style><!--</style><a rel="--></style></template></select><img id=x src onerror=alert(1)>">',
    "<plaintext><script>x</script>",
    "<title><img src=x onerror=alert(1)></title>",
    '<iframe><p title="</iframe><img src=x onerror=alert(1)>"></iframe>',
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!> <img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version=1?><img src=x onerror=alert(1)>",
    "<a title='\"><img src=x onerror=alert(1)>'>x</a>",
    '<a title="`><img src=x onerror=alert(1)>`">x</a>',
    "<<script>alert(1)//<</script>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<p style='x:\"</p><img src=x onerror=alert(1)>'>",
    // frames, forms, objects, redirects
    "<iframe src=javascript:alert(1) srcdoc='<script>x</script>'>",
    '<object data="data:text/html;base64,PHNjcmlwdD4="></object>',
    "<embed src=javascript:alert(1)>",
    "<applet code=x><param name=y></applet>",
    '<meta http-equiv="refresh" content="0;url=http://x">',
    '<base href="http://x/">',
    '<link rel="stylesheet" href="http://x"><link rel=dns-prefetch href=//x>',
    "<form action=http://x><input name=a><button formaction=javascript:alert(1)>",
    "<isindex action=javascript:alert(1)>",
    "<video src=http://x poster=http://x><source src=x></video><audio src=http://x>",
    "<portal src=http://x></portal><dialog open>x</dialog><map><area href=javascript:x></map>",
    "<a href='data:text/html,<script>x</script>'>x</a>",
    // style
    "<style>@import 'http://x';</style>",
    "<style>*{background:url(http://x)}</style>",
    "<style>@font-face{src:url(http://x)}</style>",
    "<style>p{}</style><style></style/><img src=x onerror=alert(1)>",
    "<style><!--</style><img src=x onerror=alert(1)>-->",
    "<style>a{color:red;}</sty\u0000le><script>x</script>",
    '<div style="background:url(http://x)">y</div>',
    '<div style="background:\\75\\72\\6c(http://x)">y</div>',
    '<div style="position:fixed;inset:0;z-index:99">y</div>',
    '<div style="width:expression(alert(1))">y</div>',
    '<div style="list-style-image:url(http://x)">y</div>',
    '<p style="color:red;--x:url(http://x);background:var(--x)">y</p>',
    "<div style=\"font-family:'</style><img src=x onerror=alert(1)>'\">y</div>",
    '<table background="javascript:alert(1)"><td background="http://x/y">z</table>',
    // picture addresses
    '<img src="javascript:alert(1)">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<img src="data:text/html,x">',
    '<img src="&#1;javascript:alert(1)">',
    '<img srcset="http://x 1x" lowsrc=http://x dynsrc=http://x longdesc=http://x>',
    '<img src="http://x/&quot;onerror=alert(1)">',
    '<img src="cid:&quot;><script>x</script>">',
    "<input type=image src=http://x>",
    // clobbering, names of the page
    "<img name=body id=cookie><a id=location name=top>x</a>",
    '<div class="mantine-Modal x;y {z}">z</div>',
    // encodings of characters
    "<img src=x o\u0000nerror=alert(1)>",
    "\ufeff<script>x</script>",
    "<\u0000script>x</script>",
    "＜script＞x＜/script＞",
    "<ſcript>x</ſcript><ıframe>",
    "+ADw-script+AD4-",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href=&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58&#97>x</a>",
    '<a href="java&NewLine;script:alert(1)">x</a>',
  ];
  for (const [i, html] of hostile.entries())
    it(`${i + 1}: ${JSON.stringify(html).slice(0, 70)}`, () => {
      for (const images of [blocked, open]) {
        const once = sanitizeMessageHtml(html, images).html;
        assertHarmless(once);
        assertHarmless(sanitizeMessageHtml(once, images).html);
      }
    });

  it("ends a body where too many elements are open", () => {
    const { html } = sanitizeMessageHtml(`a${"<b>".repeat(5_000)}c`, blocked);
    assert.ok(html.startsWith("a<b>") && !html.includes("c"));
    assert.equal(sanitizeMessageHtml("<p>x".repeat(5_000), blocked).html, "<p>x</p>".repeat(5_000));
    assert.ok(sanitizeMessageHtml("<p><td><li>x".repeat(5_000), blocked).html.length < 20_000);
  });

  it("is quick on large and hostile input", () => {
    const units = [
      "<div>",
      "<a ",
      "<style>",
      "<!--",
      "<svg></svg>",
      "</p>",
      '<p style="(((((',
      "<table><tr><td>",
      "&",
      "<img src=http://x>",
    ];
    for (const unit of units) {
      sanitizeMessageHtml(unit.repeat(20_000), blocked);
    }
  });
});
