import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChildServer, freePortBase, startChild } from "./child-server.ts";

export type DemoPerson = { address: string; password: string; name: string; agency: string; use: string };
export type DemoRole = "systemAdministrator" | "agencyAdministrator" | "usageReviewer" | "official" | "clerk";
export type DemoServer = {
  child: ChildServer;
  url: string;
  ports: Record<string, number>;
  roles: Record<DemoRole, DemoPerson[]>;
  /** Somebody of an agency whose name begins so, whatever the role; `use` as in the plan of the demo. */
  person(agency: RegExp, use?: string): DemoPerson;
  close(): Promise<void>;
};

/** The small demo province as `npm run demo` runs it, in a process and a temp folder of its own. */
export async function startDemo(): Promise<DemoServer> {
  const dir = mkdtempSync(join(tmpdir(), "congthu-demo-"));
  const child = await startChild({ data: dir, base: await freePortBase(), command: "demo" });
  const told = JSON.parse(readFileSync(join(dir, "demo.json"), "utf8")) as {
    ports: Record<string, number>;
    roles: Record<DemoRole, DemoPerson[]>;
  };
  const everybody = Object.values(told.roles).flat();
  return {
    child,
    url: `https://localhost:${told.ports.https}`,
    ports: told.ports,
    roles: told.roles,
    person(agency, use) {
      const found = everybody.find((p) => agency.test(p.agency) && (use === undefined || p.use === use));
      if (!found) throw new Error(`nobody in ${agency} with use ${use}`);
      return found;
    },
    async close() {
      await child.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
