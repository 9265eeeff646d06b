import { isAscii } from "node:buffer";
import type { Resolver } from "../../lib/dns.ts";
import { domainRow } from "../../store/domains.ts";
import { claimOutbound, type OutboundRow, postponeDomain, renewLease, unclaimOutbound } from "../../store/outbound.ts";
import type { App } from "../app.ts";
import { asciiDomain } from "../delivery/addressees.ts";
import { MailError } from "../errors.ts";
import { messageBytes } from "../mailbox/read-message.ts";
import { type Link, LinkFailed, openLink, type Timeouts, type Transfer } from "./attempt.ts";
import { deliverHome } from "./deliver-home.ts";
import type { PostDeps } from "./post-letter.ts";
import { OWN_REPLY, verdictOf } from "./replies.ts";
import { findRoute, type MailHost } from "./route.ts";
import { waitAfter } from "./schedule.ts";
import { settle } from "./settle.ts";
import { signed } from "./sign.ts";

export type OutboundOptions = {
  resolver: Resolver;
  /** SMTP port of other servers. */
  port: number;
  timeouts: Timeouts;
};

type Deps = PostDeps & Pick<App, "blobs" | "db" | "log" | "site">;

/** Longer than any one message may take (Timeouts.transferMs with its connection), so that nobody else takes it meanwhile. */
export const LEASE_MS = 30 * 60_000;
/** Rows taken at a time; the others stay for lanes beside this one. */
const BATCH = 50;
/** RFC 5321 §4.5.3.1.8: what every host takes in one transaction. */
const RECIPIENTS_AT_ONCE = 100;

/** `soon`: begin nothing new. `now`: end what is under way. */
export type Stop = { soon: AbortSignal; now: AbortSignal };

/** Works off what is due for a domain over one connection until nothing is left or no host answers. Gives how many rows were settled or put back. */
export async function deliverDomain(app: Deps, o: OutboundOptions, domain: string, stop: Stop): Promise<number> {
  const lane: Lane = { app, o, domain, stop, link: undefined, hosts: undefined };
  let did = 0;
  try {
    for (
      let rows = await claim(app, domain);
      rows.length > 0;
      rows = stop.soon.aborted ? [] : await claim(app, domain)
    ) {
      did += await workOff(lane, rows);
    }
  } finally {
    lane.link?.close();
  }
  return did;
}

type Lane = {
  app: Deps;
  o: OutboundOptions;
  domain: string;
  stop: Stop;
  link: Link | undefined;
  hosts: MailHost[] | undefined;
};

function claim(app: Deps, domain: string): Promise<OutboundRow[]> {
  const nowMs = app.clock.now();
  return app.db.write((tx) => claimOutbound(tx, { domain, nowMs, leaseMs: LEASE_MS, limit: BATCH }));
}

async function workOff(lane: Lane, rows: OutboundRow[]): Promise<number> {
  const { app, domain } = lane;
  if (await app.db.read((r) => domainRow(r, domain))) return deliverHome(app, rows);
  let did = 0;
  const messages = byMessage(rows);
  for (const [i, message] of messages.entries()) {
    if (lane.stop.soon.aborted) {
      await unclaim(app, messages.slice(i).flat());
      return did;
    }
    const blocked = await ready(lane);
    if (blocked !== undefined) {
      const rest = messages.slice(i).flat();
      did += await settle(
        app,
        rest.map((row) => ({ row, reply: blocked, remote: "", remoteKnowsDsn: false })),
      );
      if (verdictOf(blocked) === "deferred") await holdBack(app, domain, rest);
      return did;
    }
    did += await sendOne(lane, message);
  }
  return did;
}

/** Sees to it that a session is open; gives the reply that says why there is none. */
async function ready(lane: Lane): Promise<string | undefined> {
  const { app, o } = lane;
  if (lane.link?.isOpen()) return undefined;
  lane.link = undefined;
  if (!lane.hosts) {
    const route = await findRoute(o.resolver, { domain: lane.domain, ownName: app.site.hostname });
    if (route.kind !== "hosts") return route.reply;
    lane.hosts = route.hosts;
  }
  let reply: string = OWN_REPLY.noHost;
  for (const host of lane.hosts) {
    try {
      lane.link = await openLink(host, {
        port: o.port,
        helo: app.site.hostname,
        timeouts: o.timeouts,
        signal: lane.stop.now,
      });
      app.log("info", "outbound.connected", { domain: lane.domain, remote: lane.link.remote, tls: lane.link.tls });
      return undefined;
    } catch (err) {
      if (!(err instanceof LinkFailed)) throw err;
      reply = err.reply;
    }
  }
  // RFC 5321 §4.2.4.2: a host that refuses to talk may talk tomorrow; nothing was said of the message
  return /^5/.test(reply) ? OWN_REPLY.unreachable(reply) : reply;
}

async function sendOne(lane: Lane, message: readonly OutboundRow[]): Promise<number> {
  const { app, link } = lane;
  const leaseUntil = app.clock.now() + LEASE_MS;
  const rows = await app.db.write((tx) => renewLease(tx, { rows: message, leaseUntil }));
  const [first] = rows;
  if (!first || !link) return 0;
  const content = await contentOf(app, first);
  const remote = link.remote;
  if (!content)
    return settle(
      app,
      rows.map((row) => ({ row, reply: OWN_REPLY.noContent, remote: "", remoteKnowsDsn: false })),
    );
  const knowsUtf8 = (address: string) => (/[^\x20-\x7e]/.test(localPart(address)) ? address : asciiAddress(address));
  const transfer: Transfer = {
    from: knowsUtf8(first.mail_from),
    to: rows.map((row) => knowsUtf8(row.recipient)),
    bytes: content,
    hasEightBit: !isAscii(content),
    dsn: { ret: first.dsn_ret, envid: first.dsn_envid, notify: first.dsn_notify, orcpt: first.dsn_orcpt },
  };
  const replies = await link.send(transfer);
  return settle(
    app,
    rows.map((row) => ({
      row,
      reply: replies.get(knowsUtf8(row.recipient)) ?? OWN_REPLY.lost,
      remote,
      tls: link.tls,
      remoteKnowsDsn: link.knowsDsn,
    })),
  );
}

async function contentOf(app: Deps, row: OutboundRow): Promise<Buffer | undefined> {
  try {
    return await signed(app, await messageBytes(app, row));
  } catch (err) {
    if (err instanceof MailError && err.code === "blob.notFound") return undefined;
    throw err;
  }
}

/** Rows of the same message that can go in one transaction: the same octets, sender and wishes. An ORCPT is one recipient's own. */
function byMessage(rows: readonly OutboundRow[]): OutboundRow[][] {
  const groups = new Map<string, OutboundRow[]>();
  for (const row of rows) {
    const own = row.dsn_orcpt === "" ? "" : row.outbound_id;
    const key = [row.blob_id, row.prefix, row.mail_from, row.dsn_notify, row.dsn_ret, row.dsn_envid, own].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const parts: OutboundRow[][] = [];
    for (let i = 0; i < group.length; i += RECIPIENTS_AT_ONCE) parts.push(group.slice(i, i + RECIPIENTS_AT_ONCE));
    return parts;
  });
}

/** What else waits for a domain whose hosts do not answer waits as long as the rows just tried. */
async function holdBack(app: Deps, domain: string, tried: readonly OutboundRow[]): Promise<void> {
  const nowMs = app.clock.now();
  const attempts = Math.min(...tried.map((row) => row.attempts));
  await app.db.write((tx) => postponeDomain(tx, { domain, nowMs, nextAt: nowMs + waitAfter(attempts + 1) }));
}

function unclaim(app: Deps, rows: readonly OutboundRow[]): Promise<void> {
  return app.db.write((tx) =>
    unclaimOutbound(
      tx,
      rows.map((row) => row.outbound_id),
    ),
  );
}

function localPart(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf("@")));
}

/** RFC 6531 §3.2: a domain goes as A-labels to hosts that may not know UTF-8 addresses. */
function asciiAddress(address: string): string {
  return address === "" ? "" : `${localPart(address)}@${asciiDomain(address)}`;
}
