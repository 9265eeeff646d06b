import { isTest, lineAt, type Source, withoutComments } from "./sources.ts";

/** A rule about the text of files: what is forbidden, where, and a sample it must catch and one it must let pass. */
export type Rule = {
  name: string;
  applies: (path: string) => boolean;
  /** Offsets and words that break the rule; comments are blanked out unless `inComments`. */
  forbidden: RegExp;
  inComments?: true;
  bad: readonly string[];
  good: readonly string[];
};

const shipped = (path: string) => /^(server|shared|webmail)\/src\//.test(path) && !isTest(path);
const inServer = (path: string) => path.startsWith("server/src/") && !isTest(path);

export const RULES: readonly Rule[] = [
  {
    name: "SQL lives in store/ alone",
    applies: (path) => inServer(path) && !path.startsWith("server/src/store/"),
    forbidden:
      /["'`]\s*(?:SELECT\s[^"'`]*\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(?:TABLE|INDEX)\s|PRAGMA\s|BEGIN\s+IMMEDIATE)/gi,
    bad: ['db.all("SELECT id FROM account")', "run(`\n  UPDATE message SET flags = 1`)", '"DELETE FROM blob"'],
    good: ['name: "SELECT"', '"UID EXPUNGE"', '"update from the store"'],
  },
  {
    name: "SMTP replies are written in replies.ts alone",
    applies: (path) => inServer(path) && !/\/replies\.ts$/.test(path) && !/\/(demo|mime)\//.test(path),
    forbidden: /["'`][245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}|responseCode:\s*[245]\d\d/g,
    bad: ['write("550 5.1.1 no such user")', "responseCode: 452"],
    good: ["reply.code", "responseCode: reply.code"],
  },
  {
    name: "IMAP tagged failures are written in replies.ts alone",
    applies: (path) => inServer(path) && !/\/replies\.ts$/.test(path),
    forbidden: /["'`{}\s](?:NO|BAD) \[[A-Z]+/g,
    bad: ["`" + "$" + "{tag} NO [OVERQUOTA] full`", '"NO [CANNOT] x"'],
    good: ['"NO"', "taggedFailure(tag, err)"],
  },
  {
    name: "the core knows no HTTP status",
    applies: (path) => path.startsWith("server/src/core/") && !isTest(path),
    forbidden: /\bstatus(?:Code)?\s*[:=(]\s*[1-5]\d\d\b/g,
    bad: ["status: 404", "res.status(403)", "statusCode = 500"],
    good: ['status: "queued"', "status = row.status"],
  },
  {
    name: "no HTML that React does not check",
    applies: (path) => path.startsWith("webmail/src/"),
    forbidden: /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=(?!=)|insertAdjacentHTML|document\.write/g,
    bad: ["<p dangerouslySetInnerHTML={{ __html: x }} />", "el.innerHTML = x", "el.insertAdjacentHTML(a, b)"],
    good: ["el.innerHTML === x", "el.textContent = x"],
  },
  {
    name: "no test is left out, and none runs alone",
    applies: isTest,
    forbidden: /\b(?:describe|it|context|specify)\.(?:only|skip)\b|\bx(?:it|describe)\(|this\.skip\(/g,
    bad: ["it.only(", "describe.skip(", "xit(", "this.skip()"],
    good: ["it(", "messages.skip(3)"],
  },
  {
    name: "tests do not sleep",
    applies: (path) => isTest(path) && !path.startsWith("test/perf/"),
    forbidden:
      /timers\/promises|\bsetTimeout\(\s*(?:r|resolve|res|done|ok)\s*,|=>\s*setTimeout\(\s*\w+\s*,\s*\d|\b(?:sleep|delay)\(\s*\d/g,
    bad: [
      'import { setTimeout } from "node:timers/promises"',
      "new Promise((r) => setTimeout(r, 50))",
      "await sleep(50)",
    ],
    good: ["const timer = setTimeout(() => reject(new Error()), 5_000)", "await workers.drain()"],
  },
  {
    name: "time is an argument",
    applies: (path) => inServer(path) && !/^server\/src\/(?:lib\/clock\.ts|cli\/|config\/|[\w-]+\.ts$)/.test(path),
    forbidden: /\bDate\.now\(\)|\bnew Date\(\)|\bDate\(\)/g,
    bad: ["const t = Date.now();", "new Date()"],
    good: ["app.clock.now()", "new Date(ms)"],
  },
  {
    name: "the environment is read by main and the configuration alone",
    applies: (path) => inServer(path) && path !== "server/src/main.ts",
    forbidden: /\bprocess\.env\b/g,
    bad: ["process.env.HOME"],
    good: ["terminal.env", "NodeJS.ProcessEnv"],
  },
  {
    name: "things are whole or absent",
    applies: () => true,
    inComments: true,
    forbidden: /\b(?:TODO|FIXME|HACK)\b|\bXXX\b|\b[Nn]ot (?:yet )?implemented\b|\bstub(?:s|bed)?\b/g,
    bad: ["// TODO: later", "/* FIXME */", 'throw new Error("not implemented")', "// a stub"],
    good: ["// the placeholder of an input", "stubborn", "501 5.5.1 Command not available"],
  },
  {
    name: "names say what a thing is",
    applies: () => true,
    forbidden:
      /\b(?:class|type|interface|function|const|let)\s+(?:\w*(?:Manager|Helpers?|Utils?|Impl)|\w+Service|Abstract\w*|Base[A-Z]\w*|data|info)\b/g,
    bad: [
      "class MailManager {",
      "const dateUtils = {",
      "type BaseStore = {",
      "const data = read();",
      "function fooHelper(",
      "let info = 1",
    ],
    good: ["const portBase = 1", 'kind: "service"', "const database = x", "parsed.data", "type Information = {"],
  },
  {
    name: "nothing is tied to one machine",
    applies: () => true,
    inComments: true,
    forbidden: /(?<![\w.~/])\/(?:work|root|home\/\w+|Users\/\w+)\/(?!$)/g,
    bad: ['"/work/x/y"', "// see /root/notes", '"/home/an/x"'],
    good: ['"/network/x"', "a/work/b", '"/tmp/x"'],
  },
  {
    name: "strings people see are in i18n/",
    applies: (path) => shipped(path) && path.startsWith("webmail/src/") && !path.includes("/i18n/"),
    forbidden: /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/gi,
    bad: ["<p>Hộp thư đến</p>", 'label: "Gửi"'],
    good: ["// Hộp thư đến", 't("mailbox.inbox")'],
  },
];

/** `path:line: word` for each place where a rule is broken; the samples in this file do not count. */
export function breaches(rule: Rule, sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => rule.applies(path) && path !== "test/house/rules.ts")
    .flatMap(({ path, text }) => {
      const read = rule.inComments ? text : withoutComments(text);
      return [...read.matchAll(rule.forbidden)].map((m) => `${path}:${lineAt(read, m.index)}: ${m[0].trim()}`);
    });
}
