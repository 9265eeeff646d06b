import type { HealthCheck } from "@congthu/shared/api/domains";
import type { Principal } from "../access.ts";
import type { App, CertificateFacts } from "../app.ts";
import { reachProvider } from "../directory/oidc-sign-in.ts";
import { MailError } from "../errors.ts";
import { syncDirectory } from "../provisioning/ldap/sync-directory.ts";
import { readSetting } from "../settings/read-setting.ts";
import { certificateState, domainHealth, hostHealth, listDomains } from "./domain-health.ts";

type Deps = Pick<
  App,
  "blobs" | "changes" | "clock" | "db" | "log" | "metrics" | "outside" | "secrets" | "signOuts" | "site"
>;
/** One thing that was looked at: what, how it is, and what was found. */
export type OutsideCheck = { what: string; state: HealthCheck["state"]; vi: string; en: string };

/** Clocks further apart than this break codes of authenticator apps and signatures with a time. */
const CLOCK_MS = 30_000;

/** All that the server needs beside its store, asked just now: certificate, disk, clock, name system, directory of people, provider of sign-ins. */
export async function checkOutside(
  app: Deps,
  principal: Principal,
  certificate: CertificateFacts,
): Promise<OutsideCheck[]> {
  const checks: OutsideCheck[] = [
    { what: "certificate", ...worded(certificateState(certificate, app.clock.now())) },
    ...(await disk(app)),
    ...(await directory(app, principal)),
    ...(await provider(app)),
  ];
  for (const c of await hostHealth(app, principal)) checks.push({ what: `${app.site.hostname} ${c.id}`, ...worded(c) });
  for (const { domain } of await listDomains(app, principal))
    for (const c of await domainHealth(app, principal, domain))
      checks.push({ what: `${domain} ${c.id}`, ...worded(c) });
  return checks;
}

async function disk(app: Pick<App, "blobs" | "db">): Promise<OutsideCheck[]> {
  const space = await app.blobs.space();
  if (!space) return [];
  const { diskPercent } = await app.db.read((r) => readSetting(r, "alerts"));
  const left = Math.floor((space.freeBytes / space.totalBytes) * 100);
  const state = left < diskPercent ? "bad" : "ok";
  return [{ what: "disk", state, vi: `Ổ đĩa còn ${left}% trống.`, en: `${left}% of the disk is free.` }];
}

async function directory(app: Deps, principal: Principal): Promise<OutsideCheck[]> {
  const { url } = await app.db.read((r) => readSetting(r, "ldap"));
  if (url === "") return [];
  const { problem, people } = await syncDirectory(app, principal, { planOnly: true });
  const said = problem ?? { vi: `Đọc được ${people} người.`, en: `${people} people can be read.` };
  return [{ what: "ldap", state: problem ? "bad" : "ok", ...said }];
}

/** The provider, and by its answer the clock. */
async function provider(app: Deps): Promise<OutsideCheck[]> {
  const { isOn, issuer } = await app.db.read((r) => readSetting(r, "oidc"));
  if (!isOn || issuer === "") return [];
  try {
    const { skewMs } = await reachProvider(app);
    const seconds = Math.round(Math.abs(skewMs ?? 0) / 1000);
    const clock: OutsideCheck = {
      ...{ what: "clock", state: seconds * 1000 > CLOCK_MS ? "bad" : "ok" },
      vi: `Đồng hồ lệch ${seconds} giây so với ${new URL(issuer).host}.`,
      en: `The clock is ${seconds} s off that of ${new URL(issuer).host}.`,
    };
    const found = {
      what: "openid",
      state: "ok",
      vi: "Hệ thống đăng nhập trả lời.",
      en: "The provider answers.",
    } as const;
    return [found, ...(skewMs === null ? [] : [clock])];
  } catch (err) {
    if (!(err instanceof MailError)) throw err;
    const vi = `Hệ thống đăng nhập không trả lời: ${err.message}`;
    return [{ what: "openid", state: "bad", vi, en: `The provider does not answer: ${err.message}` }];
  }
}

function worded(c: Omit<HealthCheck, "id">): Omit<OutsideCheck, "what"> {
  const found = c.found === "" ? "" : ` [${c.found}]`;
  return { state: c.state, vi: c.vi + found, en: c.en };
}
