import { createPublicKey } from "node:crypto";
import type { HealthCheck } from "@congthu/shared/api/domains";
import { DnsFailed, type Resolver } from "../../lib/dns.ts";
import { reverseName } from "../../lib/reverse-name.ts";
import type { DomainRow } from "../../store/domains.ts";

type Checked = Omit<HealthCheck, "id">;
type Net = { resolver: Resolver; hostname: string };

/** Asks the name system, as other servers do, whether a domain of ours is published rightly. Nothing is remembered; each call asks anew. */
export async function checkDomain(net: Net, d: DomainRow): Promise<HealthCheck[]> {
  const all: [HealthCheck["id"], () => Promise<Checked>][] = [
    ["mx", () => mx(net, d.domain)],
    ["spf", () => spf(net, d.domain)],
    ["dkim", () => dkim(net, d)],
    ["dmarc", () => dmarc(net, d.domain)],
  ];
  return Promise.all(all.map(async ([id, check]) => ({ id, ...(await answered(check)) })));
}

/** Asks whether the server's own name leads to it and back, and whether blacklists name it. */
export async function checkHost(net: Net, blacklists: readonly string[]): Promise<HealthCheck[]> {
  const addresses = await net.resolver.addresses(net.hostname).catch(() => []);
  const host: HealthCheck = addresses.length
    ? { id: "host", state: "ok", found: addresses.join(", "), ...OK_HOST }
    : { id: "host", state: "bad", found: "", ...NO_HOST(net.hostname) };
  return [
    host,
    { id: "ptr", ...(await answered(() => ptr(net, addresses))) },
    { id: "blacklist", ...(await answered(() => blacklisted(net, addresses, blacklists))) },
  ];
}

const OK_HOST = { vi: "Tên máy chủ tra ra địa chỉ.", en: "The server's name leads to an address." };
const NO_HOST = (name: string) => ({
  vi: `Tên máy chủ ${name} chưa có bản ghi A hoặc AAAA: máy khác không tìm thấy máy chủ này.`,
  en: `The server's name ${name} has no A or AAAA record: others cannot find it.`,
});

async function answered(check: () => Promise<Checked>): Promise<Checked> {
  try {
    return await check();
  } catch (err) {
    if (!(err instanceof DnsFailed)) throw err;
    return {
      state: "warn",
      found: "",
      vi: "Không tra được: máy chủ tên miền không trả lời. Hãy thử lại sau.",
      en: "Could not be looked up: the name servers do not answer. Try again later.",
    };
  }
}

/** The records, none where the name does not exist. */
async function txt(net: Net, name: string): Promise<string[]> {
  return net.resolver.txt(name).catch((err: unknown) => {
    if (err instanceof DnsFailed && err.missing) return [];
    throw err;
  });
}

async function mx(net: Net, domain: string): Promise<Checked> {
  const records = await net.resolver.mx(domain).catch((err: unknown) => {
    if (err instanceof DnsFailed && err.missing) return [];
    throw err;
  });
  const found = records.map((r) => `${r.preference} ${r.host}`).join(", ");
  if (records.some((r) => r.host === net.hostname.toLowerCase()))
    return {
      state: "ok",
      found,
      vi: "Thư của tên miền được giao về máy chủ này.",
      en: "Mail of the domain comes to this server.",
    };
  return {
    state: "bad",
    found,
    vi: `Bản ghi MX chưa trỏ về ${net.hostname}: thư từ ngoài không đến được đây.`,
    en: `No MX record names ${net.hostname}: mail from outside does not come here.`,
  };
}

// RFC 7208 §4.5: more than one record is an error for every receiver
async function spf(net: Net, domain: string): Promise<Checked> {
  const records = (await txt(net, domain)).filter((t) => /^v=spf1( |$)/i.test(t));
  const [record = ""] = records;
  const bad = (vi: string, en: string): Checked => ({ state: "bad", found: records.join(" | "), vi, en });
  if (records.length === 0)
    return bad(
      "Chưa có bản ghi SPF: thư gửi đi dễ bị coi là giả mạo.",
      "There is no SPF record: mail from here is easily taken for forged.",
    );
  if (records.length > 1)
    return bad(
      "Có nhiều bản ghi SPF, nơi nhận sẽ bỏ qua tất cả. Hãy giữ một bản ghi.",
      "There are several SPF records, so receivers use none. Keep one.",
    );
  if (/\s\+?all\b/i.test(record))
    return bad("SPF cho phép mọi máy chủ gửi thư (+all).", "SPF lets every server send (+all).");
  const own = await net.resolver.addresses(net.hostname).catch(() => []);
  const named =
    /\smx\b|\sinclude:|\sredirect=/i.test(record) ||
    own.some((ip) => record.includes(ip)) ||
    record.toLowerCase().includes(`a:${net.hostname.toLowerCase()}`);
  if (!named)
    return bad(
      `SPF không nêu máy chủ này (${own.join(", ") || net.hostname}).`,
      `SPF does not name this server (${own.join(", ") || net.hostname}).`,
    );
  if (!/\s[-~]all\b/i.test(record))
    return {
      state: "warn",
      found: record,
      vi: "SPF không kết thúc bằng -all nên không ngăn được giả mạo.",
      en: "SPF does not end with -all, so it stops no forgery.",
    };
  return {
    state: "ok",
    found: record,
    vi: "SPF nêu đúng máy chủ được gửi thư.",
    en: "SPF names the servers that may send.",
  };
}

// RFC 6376 §3.6.1
async function dkim(net: Net, d: DomainRow): Promise<Checked> {
  if (d.dkim_key === null || d.dkim_selector === null)
    return {
      state: "bad",
      found: "",
      vi: "Tên miền chưa có khóa DKIM; chạy congthu domain dns để tạo.",
      en: "The domain has no DKIM key; congthu domain dns makes one.",
    };
  const name = `${d.dkim_selector}._domainkey.${d.domain}`;
  const [record = ""] = await txt(net, name);
  if (record === "")
    return {
      state: "bad",
      found: "",
      vi: `Chưa công bố khóa DKIM tại ${name}.`,
      en: `The DKIM key is not published at ${name}.`,
    };
  const published = /(?:^|;)\s*p=([A-Za-z0-9+/=\s]*)/.exec(record)?.[1]?.replace(/\s+/g, "") ?? "";
  const own = createPublicKey(d.dkim_key).export({ type: "spki", format: "der" }).toString("base64");
  return published === own
    ? {
        state: "ok",
        found: name,
        vi: "Khóa DKIM công bố đúng với khóa đang ký thư.",
        en: "The published DKIM key is the one that signs.",
      }
    : {
        state: "bad",
        found: name,
        vi: "Khóa DKIM đã công bố khác khóa đang ký: mọi chữ ký sẽ sai. Hãy công bố lại.",
        en: "The published DKIM key is not the one that signs: every signature fails. Publish it anew.",
      };
}

// RFC 7489 §6.3
async function dmarc(net: Net, domain: string): Promise<Checked> {
  const [record = ""] = (await txt(net, `_dmarc.${domain}`)).filter((t) => /^v=DMARC1\b/i.test(t));
  const policy = /;\s*p=(\w+)/i.exec(record)?.[1]?.toLowerCase();
  if (policy === undefined)
    return { state: "bad", found: record, vi: "Chưa có bản ghi DMARC.", en: "There is no DMARC record." };
  if (policy === "none")
    return {
      state: "warn",
      found: record,
      vi: "DMARC mới ở mức theo dõi (p=none), thư giả mạo chưa bị chặn.",
      en: "DMARC only watches (p=none); forgeries are not stopped.",
    };
  return { state: "ok", found: record, vi: "DMARC yêu cầu chặn thư giả mạo.", en: "DMARC asks to stop forgeries." };
}

async function ptr(net: Net, addresses: readonly string[]): Promise<Checked> {
  const wrong: string[] = [];
  for (const address of addresses) {
    const names = await net.resolver.asNode(reverseName(address), "PTR").catch(() => []);
    const plain = names.flat().map((name) => name.toLowerCase().replace(/\.$/, ""));
    if (!plain.includes(net.hostname.toLowerCase())) wrong.push(`${address} → ${plain.join(", ") || "–"}`);
  }
  if (addresses.length > 0 && wrong.length === 0)
    return {
      state: "ok",
      found: addresses.join(", "),
      vi: "Địa chỉ tra ngược đúng tên máy chủ.",
      en: "The addresses lead back to the server's name.",
    };
  return {
    state: addresses.length === 0 ? "warn" : "bad",
    found: wrong.join("; "),
    vi: "Tra ngược (PTR) không ra tên máy chủ: nhiều nơi từ chối thư như vậy. Đề nghị nhà cung cấp đường truyền đặt PTR.",
    en: "The addresses do not lead back to the server's name (PTR): many refuse such mail. Ask the carrier to set PTR.",
  };
}

// RFC 5782 §2.1
async function blacklisted(net: Net, addresses: readonly string[], lists: readonly string[]): Promise<Checked> {
  const hits: string[] = [];
  const asked = addresses.filter((address) => !address.includes(":"));
  await Promise.all(
    asked.flatMap((address) =>
      lists.map(async (list) => {
        const name = `${address.split(".").reverse().join(".")}.${list}`;
        const answers = await net.resolver.addresses(name).catch(() => []);
        // 127.255.255.x says that the list does not answer such askers.
        if (answers.some((a) => a.startsWith("127.") && !a.startsWith("127.255."))) hits.push(`${address}: ${list}`);
      }),
    ),
  );
  if (hits.length > 0)
    return {
      state: "bad",
      found: hits.sort().join("; "),
      vi: "Máy chủ bị nêu trong danh sách chặn; hãy tìm nguyên nhân rồi đề nghị gỡ.",
      en: "Blacklists name the server; find out why, then ask to be taken off.",
    };
  return {
    state: "ok",
    found: lists.join(", "),
    vi: "Không có trong các danh sách chặn đã tra.",
    en: "None of the blacklists asked names the server.",
  };
}
