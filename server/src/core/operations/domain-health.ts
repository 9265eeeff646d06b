import type { DomainView, HealthCheck } from "@congthu/shared/api/domains";
import { formatDay } from "@congthu/shared/dates";
import { allDomains, domainRow } from "../../store/domains.ts";
import type { Principal } from "../access.ts";
import type { App, CertificateFacts } from "../app.ts";
import { requireWhole } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import { dnsRecords } from "../outbound/dkim-keys.ts";
import { readSetting } from "../settings/read-setting.ts";
import { checkDomain, checkHost } from "./check-domain.ts";

const DAY_MS = 86_400_000;

/** The domains served, each with the records to publish. Throws access.denied. */
export function listDomains(app: Pick<App, "db" | "site">, principal: Principal): Promise<DomainView[]> {
  requireWhole(principal, "operations.view");
  return app.db.read(async (r) =>
    (await allDomains(r)).map((d) => ({ domain: d.domain, records: dnsRecords(d, app.site.hostname) })),
  );
}

/** What others find when they look a domain of ours up, asked just now. Throws access.denied, domain.notFound. */
export async function domainHealth(
  app: Pick<App, "db" | "outside" | "site">,
  principal: Principal,
  domain: string,
): Promise<HealthCheck[]> {
  requireWhole(principal, "operations.view");
  const row = await app.db.read((r) => domainRow(r, domain));
  if (!row) throw new MailError("domain.notFound");
  return checkDomain({ resolver: app.outside.resolver, hostname: app.site.hostname }, row);
}

/** The same about the server itself: its name, its address backwards, blacklists, its certificate. Throws access.denied. */
export async function hostHealth(
  app: Pick<App, "clock" | "db" | "outside" | "site">,
  principal: Principal,
): Promise<HealthCheck[]> {
  requireWhole(principal, "operations.view");
  const { blacklists } = await app.db.read((r) => readSetting(r, "alerts"));
  const host = await checkHost({ resolver: app.outside.resolver, hostname: app.site.hostname }, blacklists);
  const { certificate } = app.outside;
  return certificate ? [...host, { id: "certificate", ...certificateState(certificate, app.clock.now()) }] : host;
}

/** Whether the certificate will do for some weeks more. */
export function certificateState(c: CertificateFacts, nowMs: number): Omit<HealthCheck, "id"> {
  const days = Math.floor((c.expiresAt - nowMs) / DAY_MS);
  const found = `${c.selfSigned ? "tự ký · self-signed" : "CA"}, ${formatDay(c.expiresAt)}`;
  if (days < 0) return { state: "bad", found, vi: "Chứng thư đã hết hạn.", en: "The certificate has expired." };
  if (days < 14)
    return { state: "bad", found, vi: `Chứng thư còn ${days} ngày.`, en: `The certificate has ${days} days left.` };
  if (c.selfSigned)
    return {
      state: "warn",
      found,
      vi: "Chứng thư tự ký: trình duyệt và phần mềm thư sẽ cảnh báo.",
      en: "The certificate is self-signed: browsers and mail programs will warn.",
    };
  if (days < 30)
    return {
      state: "warn",
      found,
      vi: `Chứng thư còn ${days} ngày, hãy gia hạn.`,
      en: `The certificate has ${days} days left; renew it.`,
    };
  return { state: "ok", found, vi: `Chứng thư còn ${days} ngày.`, en: `The certificate has ${days} days left.` };
}
