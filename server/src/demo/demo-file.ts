import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoPerson, Province, Size } from "./province.ts";
import { ROLES, type Role } from "./roles.ts";
import type { SeedPlan } from "./seed.ts";

/** An account to try the demo with. */
export type DemoLogin = {
  address: string;
  password: string;
  name: string;
  title: string;
  agency: string;
  /** How much the account was used in the quarter behind: daily, regular, rare or never. */
  use: DemoPerson["habit"];
  /** The agency mailbox that a clerk works in. */
  sharedMailbox?: string;
};

/** What `DIR/demo.json` says: where the demo listens and who may sign in. */
export type DemoFile = {
  size: Size;
  seed: string;
  /** The local day before which everything seeded lies. */
  today: string;
  domain: string;
  agencies: number;
  accounts: number;
  host: string;
  ports: Record<string, number>;
  urls: { mail: string; admin: string; jmap: string };
  roles: Record<Role, DemoLogin[]>;
};

export type Listening = Pick<DemoFile, "host" | "ports">;

/** The contents of demo.json for a seeded province that listens there. */
export function describeDemo(province: Province, plan: SeedPlan, at: Listening): DemoFile {
  const web = `https://${at.host}${at.ports.https === 443 ? "" : `:${at.ports.https}`}`;
  return {
    ...{ size: plan.size, seed: plan.seed, today: plan.today, domain: province.domain },
    agencies: province.agencies.length,
    accounts: province.people.length + province.agencies.filter((a) => a.address !== null).length,
    ...at,
    urls: { mail: `${web}/`, admin: `${web}/admin`, jmap: `${web}/.well-known/jmap` },
    roles: Object.fromEntries(ROLES.map((role) => [role, loginsFor(province, role)])) as DemoFile["roles"],
  };
}

function loginsFor(province: Province, role: Role): DemoLogin[] {
  const agencies = new Map(province.agencies.map((a) => [a.key, a]));
  // Those one would try first: Sở Nội vụ, then the communes.
  const rank = (p: DemoPerson) => (p.agencyKey === "snv" ? 0 : agencies.get(p.agencyKey)?.kind === "commune" ? 1 : 2);
  const people = role === "official" ? province.people.toSorted((a, b) => rank(a) - rank(b)) : province.people;
  return people.flatMap((p): DemoLogin[] => {
    const agency = agencies.get(p.agencyKey);
    if (!p.roles.includes(role) || p.password === null || p.locked || !agency) return [];
    const login = {
      address: p.address,
      password: p.password,
      name: p.fullName,
      title: p.title,
      agency: agency.name,
      use: p.habit,
    };
    return [role === "clerk" && agency.address ? { ...login, sharedMailbox: agency.address } : login];
  });
}

const NAME = "demo.json";

/** Writes DIR/demo.json whole or not at all; only its owner may read the passwords. */
export function writeDemoFile(dir: string, file: DemoFile): void {
  const path = join(dir, NAME);
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** What DIR/demo.json says; null when there is none, so that the folder was not seeded to the end. */
export function readDemoFile(dir: string): DemoFile | null {
  try {
    return JSON.parse(readFileSync(join(dir, NAME), "utf8")) as DemoFile;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw err;
  }
}
