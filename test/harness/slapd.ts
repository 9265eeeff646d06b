import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { Client } from "ldapts";
import { accepting, freePort, said } from "./peer-program.ts";

const SLAPD = "/usr/sbin/slapd";
const SCHEMAS = ["core", "cosine", "inetorgperson"];

/** A suite that needs OpenLDAP: where Debian's slapd is neither there nor could be installed, it says so and asks nothing. */
export function describeWithSlapd(title: string, suite: (this: Mocha.Suite) => void): void {
  if (existsSync(SLAPD)) describe(title, suite);
  else process.stderr.write(`» ${title}: thiếu slapd · slapd is missing: sudo apt-get install slapd\n`);
}

export const BASE = "dc=tinh,dc=gov,dc=vn";
export const BIND_DN = `cn=admin,${BASE}`;
export const BIND_PASSWORD = "mat-khau-thu-muc";

export type Slapd = {
  /** ldap:// with StartTLS, ldaps://, and the authority both are signed by. */
  url: string;
  secureUrl: string;
  ca: string;
  /** Does something as the administrator of the directory. */
  as<T>(fn: (client: Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** OpenLDAP as Debian ships it, over a database in a temp folder, at most 5 entries outside of pages. */
export async function startSlapd(): Promise<Slapd> {
  const dir = mkdtempSync(join(tmpdir(), "congthu-slapd-"));
  const tls = await makeSelfSigned(["localhost", "127.0.0.1"], Date.now());
  writeFileSync(join(dir, "cert.pem"), tls.cert);
  writeFileSync(join(dir, "key.pem"), tls.key, { mode: 0o600 });
  mkdirSync(join(dir, "db"));
  writeFileSync(
    join(dir, "slapd.conf"),
    `${SCHEMAS.map((name) => `include /etc/ldap/schema/${name}.schema`).join("\n")}
modulepath /usr/lib/ldap
moduleload back_mdb
sizelimit size.soft=5 size.hard=5 size.prtotal=unlimited size.pr=2
TLSCertificateFile ${dir}/cert.pem
TLSCertificateKeyFile ${dir}/key.pem
security simple_bind=128
database mdb
suffix "${BASE}"
rootdn "cn=root,${BASE}"
rootpw root
directory ${dir}/db
maxsize 10485760
limits dn.exact="${BIND_DN}" size.soft=5 size.hard=5 size.pr=500 size.prtotal=unlimited
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${BIND_DN}" read by * none
`,
  );
  const [port, securePort] = [await freePort(), await freePort()];
  const urls = [`ldap://127.0.0.1:${port}`, `ldaps://127.0.0.1:${securePort}`] as const;
  const child = spawn(SLAPD, ["-f", join(dir, "slapd.conf"), "-h", urls.join(" "), "-d", "32768"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  const as: Slapd["as"] = async (fn) => {
    const client = new Client({ url: urls[1], tlsOptions: { ca: tls.cert }, strictDN: false });
    try {
      await client.bind(`cn=root,${BASE}`, "root");
      return await fn(client);
    } finally {
      await client.unbind();
    }
  };
  const close = async () => {
    child.kill();
    await ended;
    rmSync(dir, { recursive: true, force: true });
  };
  // It says so before it listens.
  const isAlive = () => child.exitCode === null;
  await said(child.stderr, "slapd starting")
    .then(() => Promise.all([port, securePort].map((one) => accepting(one, isAlive))))
    .catch(async (err: unknown) => {
      await close();
      throw err;
    });
  await as(async (client) => {
    await client.add(BASE, { objectClass: ["dcObject", "organization"], dc: "tinh", o: "Tỉnh Thử Nghiệm" });
    await client.add(BIND_DN, {
      ...{ objectClass: ["simpleSecurityObject", "organizationalRole"], cn: "admin" },
      userPassword: BIND_PASSWORD,
    });
  });
  return { url: urls[0], secureUrl: urls[1], ca: tls.cert, as, close };
}
