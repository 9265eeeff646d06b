import assert from "node:assert/strict";
import { addDays, localDay, startOfLocalDay } from "@congthu/shared/dates";
import { isWorkingDay } from "@congthu/shared/working-days";
import { redecode } from "../mime/charset.ts";
import { describeMessage } from "../mime/describe.ts";
import { actInQuarter } from "./activity.ts";
import { writeLetters } from "./letters.ts";
import { CP1258_MEANS, TCVN3_MEANS } from "./letters-legacy.ts";
import { quarterBefore } from "./moments.ts";
import { buildProvince } from "./province.ts";
import { readLetters } from "./reading.ts";

const TODAY = "2026-11-21";
const province = buildProvince("small", "1");
const days = quarterBefore(TODAY);
const letters = writeLetters(province, TODAY);
const readings = readLetters(province, letters, days);
const acts = actInQuarter(province, days, { letters, readings });
const ours = new Set([
  ...province.people.map((p) => p.address),
  ...province.agencies.flatMap((a) => a.address ?? []),
  ...province.groups.map((g) => g.address),
]);
const hourOf = (at: number) => new Date(at + 7 * 3_600_000).getUTCHours();

describe("demo/letters", () => {
  it("are some hundred, of every sort", () => {
    assert.ok(letters.length > 300 && letters.length < 900, String(letters.length));
    for (const kind of ["person", "agency", "outside", "system"])
      assert.ok(letters.filter((l) => l.author.kind === kind).length >= 4, kind);
    const types = new Set(letters.flatMap((l) => l.files.map((f) => f.name.slice(f.name.lastIndexOf(".")))));
    assert.deepEqual([...types].sort(), [".docx", ".pdf", ".png", ".xlsx"]);
    assert.ok(letters.some((l) => l.html?.includes("<table")));
    assert.ok(letters.some((l) => l.folder === "junk"));
    assert.ok(letters.some((l) => l.references.length >= 3));
    assert.ok(letters.some((l) => l.headers.some(([name]) => name === "List-Id")));
    assert.ok(letters.some((l) => l.files.some((f) => f.bytes.length > 64 * 1024)));
  });

  it("lie in the quarter, mostly on working mornings", () => {
    assert.deepEqual([days[0], days.at(-1)], ["2026-08-22", "2026-11-20"]);
    for (const l of letters) {
      assert.ok(l.at >= startOfLocalDay(addDays(TODAY, -91)) && l.at < startOfLocalDay(TODAY), l.subject);
      assert.ok(isWorkingDay(localDay(l.at)), `${l.subject} ${localDay(l.at)}`);
    }
    const mornings = letters.filter((l) => hourOf(l.at) < 12).length / letters.length;
    assert.ok(mornings > 0.55 && mornings < 0.85, String(mornings));
  });

  it("come from and go to mailboxes that exist, or to nobody's outside", () => {
    for (const l of letters) {
      assert.ok(l.to.length > 0, l.subject);
      for (const r of [l.from, ...l.to, ...l.cc]) {
        if (r.address.endsWith(`@${province.domain}`)) assert.ok(ours.has(r.address), r.address);
        else assert.match(r.address, /_|\.thunghiem\.gov\.vn$|^ke_toan|@mail\.ru$/, r.address);
      }
    }
  });

  it("are written only by people who use their mailbox", () => {
    const people = new Map(province.people.map((p) => [p.key, p]));
    for (const l of letters) {
      if (l.author.kind !== "person" && l.author.kind !== "agency") continue;
      assert.match(people.get(l.author.personKey)?.habit ?? "", /daily|regular/, l.subject);
    }
  });

  it("have text and subjects in NFC without holes, and unique ids", () => {
    assert.equal(new Set(letters.map((l) => l.messageId)).size, letters.length);
    for (const l of letters.filter((x) => x.raw === null)) {
      for (const text of [l.subject, l.text, l.html ?? "", ...l.files.map((f) => f.name)]) {
        assert.equal(text, text.normalize("NFC"));
        assert.doesNotMatch(text, /\{\w+\}|undefined|\[object/, l.subject);
      }
    }
  });

  it("reply after what they reply to, with its whole chain", () => {
    const byId = new Map(letters.map((l) => [l.messageId, l]));
    for (const l of letters) {
      if (l.inReplyTo === null) continue;
      const parent = byId.get(l.inReplyTo);
      assert.ok(parent && parent.at <= l.at, l.subject);
      assert.deepEqual(l.references, [...parent.references, parent.messageId]);
    }
  });

  it("number official letters upwards in each agency", () => {
    const last = new Map<string, number>();
    for (const l of letters) {
      const number = /(?:^|\[Khẩn\] |\p{L} )(\d+)\/[^ ]*SNV\b/u.exec(l.subject)?.[1];
      if (!number || l.references.length > 0 || l.author.kind !== "agency") continue;
      assert.ok(Number(number) > (last.get("snv") ?? 0), l.subject);
      last.set("snv", Number(number));
    }
    assert.ok(last.has("snv"));
  });

  it("include letters of old programs that can be read", () => {
    const raw = letters.filter((l) => l.raw !== null);
    assert.ok(raw.length >= 3);
    const bodies = raw.map((l) => l.raw?.subarray((l.raw.indexOf("\r\n\r\n") ?? 0) + 4) ?? Buffer.alloc(0));
    const readAs = (charset: string) => bodies.map((b) => redecode(b, charset).replaceAll("\r\n", "\n").trim());
    assert.ok(readAs("tcvn5712").includes(TCVN3_MEANS));
    assert.ok(readAs("windows-1258").includes(CP1258_MEANS));
    const decomposed = raw
      .map((l) => describeMessage(l.raw ?? Buffer.alloc(0)))
      .find((m) => m.attachmentNames.length > 0);
    assert.equal(decomposed?.attachmentNames[0], "Kế hoạch phối hợp.txt");
    assert.match(decomposed?.subject ?? "", /^Trao đổi kinh nghiệm/);
  });

  it("are the same again, and others for another seed", () => {
    assert.deepEqual(writeLetters(province, TODAY), letters);
    assert.notDeepEqual(
      writeLetters(buildProvince("small", "2"), TODAY).map((l) => l.at),
      letters.map((l) => l.at),
    );
  });
});

describe("demo/activity", () => {
  const daysOf = (key: string) => new Set(acts.filter((a) => a.personKey === key).map((a) => localDay(a.at)));

  it("gives each habit its share of days, and never-users none", () => {
    for (const p of province.people) {
      const share = daysOf(p.key).size / days.length;
      if (p.habit === "never" || p.locked) assert.equal(share, 0, p.key);
      else if (p.habit === "rare") assert.ok(share > 0 && share < 0.4, `${p.key} ${share}`);
      else assert.ok(share > 0.45, `${p.key} ${share}`);
    }
  });

  it("leaves one agency silent and one with a single leader", () => {
    const who = (key: string) => province.people.filter((p) => p.agencyKey === key && daysOf(p.key).size > 0);
    assert.equal(who("namlanh").length, 0);
    assert.deepEqual(
      who("sgddt").map((p) => p.leader),
      [true],
    );
  });

  it("has nobody read or write before signing in that day, nor after the quarter", () => {
    const signIns = new Map<string, number>();
    for (const a of acts) if (a.kind === "signedIn") signIns.set(`${a.personKey} ${localDay(a.at)}`, a.at);
    for (const r of readings)
      assert.ok((signIns.get(`${r.personKey} ${localDay(r.at)}`) ?? Infinity) < r.at, r.mailbox);
    for (const a of [...acts, ...readings]) assert.ok(a.at < startOfLocalDay(TODAY));
  });

  it("opens a letter after it came, and leaves the newest partly unread", () => {
    const at = new Map(letters.map((l) => [l.messageId, l.at]));
    for (const r of readings) assert.ok(r.at > (at.get(r.messageId) ?? Infinity));
    const newest = letters.filter((l) => l.at >= startOfLocalDay(days.at(-2) ?? "") && l.folder === "inbox");
    const read = new Set(readings.map((r) => r.messageId));
    assert.ok(newest.some((l) => !read.has(l.messageId)));
  });
});
