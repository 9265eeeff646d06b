import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { databaseUrl } from "./database-url.ts";
import { CONFIG_KEYS } from "./keys.ts";
import { type ConfigSources, loadConfig } from "./load.ts";
import { CONFIG_OPTIONS, parseCommandLine, toConfigOptions } from "./options.ts";
import { LISTENER_NAMES } from "./ports.ts";
import { ConfigError } from "./problems.ts";

describe("config", () => {
  const folder = mkdtempSync(join(tmpdir(), "congthu-config-"));
  after(() => rmSync(folder, { recursive: true }));

  const file = (tree: unknown) => {
    const path = join(folder, `${Math.random()}.json`);
    writeFileSync(path, typeof tree === "string" ? tree : JSON.stringify(tree));
    return path;
  };
  const load = (sources: Partial<ConfigSources>) => loadConfig({ options: {}, env: {}, ...sources });
  const whereWrong = (sources: Partial<ConfigSources>) => {
    try {
      load(sources);
    } catch (err) {
      assert.ok(err instanceof ConfigError);
      return err.problems.map((p) => p.where);
    }
    return [];
  };

  it("works with nothing at all", () => {
    const config = load({});
    assert.equal(config.hostname, hostname());
    assert.equal(config.database.engine, "sqlite");
    assert.equal(config.dataFolder, join(process.cwd(), "data"));
    assert.ok(Object.isFrozen(config.listeners.http));
    assert.throws(() => Object.assign(config.limits, { messageBytes: 1 }), TypeError);
  });

  it("takes the command line over the environment over the file over a command's own defaults", () => {
    const defaults = { hostname: "d.example", log: { level: "debug" }, dataFolder: "d", dns: { timeoutMs: 101 } };
    const path = file({ hostname: "f.example", log: { level: "warn" }, dataFolder: "f", $schema: "./schema.json" });
    const env = { CONGTHU_HOSTNAME: "e.example", CONGTHU_DATA_FOLDER: "e", PATH: "/bin" };
    const config = load({ defaults, options: { config: path, data: "/o" }, env });
    assert.equal(config.dataFolder, "/o");
    assert.equal(config.hostname, "e.example");
    assert.equal(config.log.level, "warn");
    assert.equal(config.dns.timeoutMs, 101);
  });

  it("reads lists, numbers, yes and no, and null from the environment", () => {
    const config = load({
      env: {
        CONGTHU_DNS_SERVERS: "127.0.0.1:5353, 192.0.2.1",
        CONGTHU_LISTENERS_IMAP_PORT: "0",
        CONGTHU_LISTENERS_METRICS_ENABLED: "false",
        CONGTHU_TLS_CERT_FILE: "null",
      },
    });
    assert.deepEqual(config.dns.servers, ["127.0.0.1:5353", "192.0.2.1"]);
    assert.equal(config.listeners.imap.port, 0);
    assert.equal(config.listeners.metrics.enabled, false);
    assert.equal(config.tls.certFile, null);
  });

  it("names the file by CONGTHU_CONFIG too", () => {
    assert.equal(load({ env: { CONGTHU_CONFIG: file({ hostname: "x.example" }) } }).hostname, "x.example");
  });

  it("puts every port at base + offset, whatever the file says", () => {
    const path = file({ listeners: { http: { port: 9999, host: "127.0.0.1" } } });
    const { listeners } = load({ options: { portBase: 20_000, config: path } });
    assert.deepEqual(
      LISTENER_NAMES.map((name) => listeners[name].port - 20_000),
      [80, 443, 25, 587, 465, 143, 993, 110, 995, 90],
    );
    assert.equal(listeners.http.host, "127.0.0.1");
  });

  it("reads secrets from files and variables, and never prints them", () => {
    writeFileSync(join(folder, "pw"), "bí mật\n");
    const database = { engine: "postgres", url: "postgres://u@db.example/congthu" };
    const fromFile = load({ options: { config: file({ database: { ...database, password: "file:pw" } }) } });
    assert.equal(fromFile.database.password?.(), "bí mật");
    const fromEnv = load({
      options: { config: file({ database: { ...database, password: "env:PW" } }) },
      env: { PW: "x y" },
    });
    assert.equal(fromEnv.database.password?.(), "x y");
    assert.doesNotMatch(JSON.stringify(fromFile), /bí mật/);
    assert.equal(databaseUrl(fromEnv.database), "postgres://u:x%20y@db.example/congthu");
    assert.equal(databaseUrl(load({}).database), undefined);
  });

  it("takes the examples in config/", () => {
    assert.equal(load({ options: { config: "config/development.json" } }).listeners.smtp.port, 2525);
    assert.equal(load({ options: { config: "config/production.example.json" } }).dataFolder, "/var/lib/congthu");
  });

  const wrong: [string, unknown, NodeJS.ProcessEnv, string[]][] = [
    ["an unknown key", { hostnam: "x" }, {}, ["hostnam"]],
    ["an unknown key further down", { tls: { cert: "x" } }, {}, ["tls.cert"]],
    ["an unknown variable", {}, { CONGTHU_HOST: "x" }, ["CONGTHU_HOST"]],
    ["a variable of the wrong kind", {}, { CONGTHU_LISTENERS_SMTP_PORT: "smtp" }, ["listeners.smtp.port"]],
    ["a host name that is none", { hostname: "a b" }, {}, ["hostname"]],
    ["a port that is none", { listeners: { imap: { port: 70000 } } }, {}, ["listeners.imap.port"]],
    ["a certificate without key", { tls: { certFile: "/c.pem" } }, {}, ["tls"]],
    ["PostgreSQL without address", { database: { engine: "postgres" } }, {}, ["database.url"]],
    ["a password in the address", { database: { url: "postgres://u:p@h/d" } }, {}, ["database.url"]],
    ["a password written out", { database: { password: "hunter2" } }, {}, ["database.password"]],
    ["a secret that is not there", { database: { password: "file:/nowhere/pw" } }, {}, ["database.password"]],
    ["an empty secret", { database: { password: "env:NOT_SET" } }, {}, ["database.password"]],
    [
      "everything at once",
      { a: 1, roles: [], dns: { timeoutMs: 1.5 } },
      { CONGTHU_B: "" },
      ["CONGTHU_B", "roles", "dns.timeoutMs", "a"],
    ],
  ];
  for (const [what, tree, env, where] of wrong)
    it(`refuses ${what}`, () => assert.deepEqual(whereWrong({ options: { config: file(tree) }, env }), where));

  it("refuses a file that is not there, is not JSON or is no object", () => {
    const list = file([]);
    const broken = file("{");
    assert.deepEqual(whereWrong({ options: { config: "/nowhere.json" } }), ["/nowhere.json"]);
    assert.deepEqual(whereWrong({ options: { config: broken } }), [broken]);
    assert.deepEqual(whereWrong({ options: { config: list } }), [list]);
  });

  it("describes every key in both languages and gives each one variable", () => {
    for (const key of CONFIG_KEYS) assert.ok(key.vi !== "" && key.en !== "", key.path.join("."));
    assert.equal(new Set(CONFIG_KEYS.map((key) => key.env)).size, CONFIG_KEYS.length);
    assert.ok(CONFIG_KEYS.some((key) => key.env === "CONGTHU_LISTENERS_SUBMISSIONS_PORT"));
  });
});

describe("command line", () => {
  const options = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    toConfigOptions(parseCommandLine(args, CONFIG_OPTIONS).values, env);

  it("is read", () => {
    assert.deepEqual(options(["--data", "/d", "--config=/c.json", "--port-base", "10000"]), {
      data: "/d",
      config: "/c.json",
      portBase: 10_000,
    });
    assert.equal(options(["--data", "x"], { INIT_CWD: "/srv/an" }).data, "/srv/an/x");
  });
  for (const args of [
    ["--port-base", "x"],
    ["--port-base", "-5"],
    ["--port-base", "65000"],
    ["--data"],
    ["--data", ""],
    ["--nope"],
    ["word"],
  ])
    it(`refuses ${args.join(" ")}`, () => assert.throws(() => options(args), ConfigError));
});
