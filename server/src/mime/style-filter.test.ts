import assert from "node:assert/strict";
import { filterDeclarations, filterStyleSheet } from "./style-filter.ts";

describe("style filter", () => {
  const declarations: [string, string, string][] = [
    [
      "Word's paragraph",
      'margin:0cm;font-size:13.0pt;font-family:"Times New Roman",serif;mso-fareast-language:VI',
      'margin:0cm;font-size:13.0pt;font-family:"Times New Roman",serif',
    ],
    [
      "Excel's cell",
      "border:.5pt solid windowtext; background:#D9E1F2;white-space:nowrap",
      "border:.5pt solid windowtext;background:#D9E1F2;white-space:nowrap",
    ],
    ["a font with marks", "font-family:'Chữ Việt'", "font-family:'Chữ Việt'"],
    ["important", "COLOR : rgb(1, 2,3) !important", "color:rgb(1, 2,3) !important"],
    ["hidden", "display:none;visibility:hidden", "display:none"],
    ["a comment", "color:/* ; */red", "color: red".replace(": ", ":")],
    ["url", "background:url(http://x/y.png);color:red", "color:red"],
    ["url with an escape", "background:u\\72l(http://x)", ""],
    ["url with a comment", "background:u/**/rl(http://x)", ""],
    ["image-set, var, env, attr", "background:image-set('x' 1x);color:var(--x);width:attr(x);height:env(x)", ""],
    ["expression", "width:expression(alert(1))", ""],
    ["binding and behavior", "-moz-binding:url(x);behavior:url(x)", ""],
    ["overlays", "position:fixed;top:0;left:0;z-index:9;inset:0;transform:scale(9);opacity:0", ""],
    ["display of another kind", "display:grid;display:run-in", ""],
    ["content and cursors", "content:'x';cursor:url(x),auto;filter:blur(1px)", ""],
    ["breaking out of the attribute", 'color:red"><script>x', ""],
    ["breaking out of the rule", "color:red}body{display:none", ""],
    ["a semicolon in quotes", "font-family:'a;b';color:red", "color:red"],
    ["custom properties", "--x:red;color:red", "color:red"],
  ];
  for (const [name, css, expected] of declarations)
    it(name, () => {
      assert.equal(filterDeclarations(css), expected);
    });

  const sheets: [string, string, string][] = [
    [
      "rules",
      "p.MsoNormal, li {margin:0cm;mso-x:y}\n.xl65 td{border:1px solid}",
      "p.MsoNormal, li{margin:0cm}\n.xl65 td{border:1px solid}",
    ],
    ["in HTML comments", "<!--\n p {color:red}\n-->", "p{color:red}"],
    ["@import", '@import "http://x/a.css"; p{color:red}', "p{color:red}"],
    ["@import with url", "@import url(//x);p{color:red}", "p{color:red}"],
    ["@font-face, @page", "@font-face{font-family:x;src:url(x)} @page Section1{size:1} p{color:red}", "p{color:red}"],
    ["@media with rules", "@media screen{p{color:red} b{color:red}} i{color:red}", "i{color:red}"],
    ["attribute selectors", "a[href^=x]{color:red}", ""],
    ["closing the element", "p{color:red}</style><script>x</script>", "p{color:red}"],
    ["a selector with markup", "<b>{color:red}", ""],
    ["unclosed", "p{color:red", "p{color:red}"],
    ["escapes", "p\\{{color:red}", ""],
    ["nothing", "", ""],
  ];
  for (const [name, css, expected] of sheets)
    it(`sheet: ${name}`, () => {
      assert.equal(filterStyleSheet(css), expected);
    });

  it("is quick on hostile style", () => {
    for (const hostile of ["(", '"', "{", "}", "@a{", "/*", "a{b:c}", ";", "a:b;", "@", "("]) {
      filterDeclarations(hostile.repeat(200_000));
      filterStyleSheet(hostile.repeat(200_000));
    }
  });
});
