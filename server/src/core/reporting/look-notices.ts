import type { NoticesView } from "@congthu/shared/api/health";
import { formatDay, localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { accountById } from "../../store/accounts.ts";
import { type AgencyRow, agencyById } from "../../store/agencies.ts";
import { lastAuditOf } from "../../store/audit.ts";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";

/** So long staff are told that somebody looked. */
const TOLD_MS = 7 * 86_400_000;

/**
 * Tells a person who lately looked at the statistics of the own agency by name, or took out the facts of this very person (Law 91/2025: whoever is
 * counted knows of it). The newest look of each kind, for a week.
 */
export async function lookNotices(
  r: Reader,
  { account }: Pick<Principal, "account">,
  nowMs: number,
): Promise<NoticesView["items"]> {
  const looks = [];
  for (const { agency_id: subjectId } of await unitsOf(r, account.agency_id))
    looks.push(await lastAuditOf(r, { subjectId, action: "usage.peopleViewed" }));
  const own = await lastAuditOf(r, { subjectId: account.account_id, action: "usage.personExported" });
  const items: NoticesView["items"] = [];
  for (const look of [...looks, own]) {
    if (!look?.actor_id || look.at < nowMs - TOLD_MS || look.actor_id === account.account_id) continue;
    const name = (await accountById(r, look.actor_id))?.full_name ?? "";
    const of = look === own ? undefined : look.agency_id === null ? "" : (await agencyById(r, look.agency_id))?.name;
    const day = formatDay(localDay(look.at));
    items.push({
      id: `look-${look.seq}`,
      level: "info",
      text:
        of === undefined
          ? `Ngày ${day}, ${name} đã trích xuất số liệu sử dụng thư của bạn.`
          : `Ngày ${day}, quản trị viên ${name} đã xem thống kê sử dụng thư theo tên người của ${of}. Thống kê không có nội dung thư hay người trao đổi.`,
      textEn:
        of === undefined
          ? `On ${day}, ${name} took out the facts kept of your use of mail.`
          : `On ${day}, the administrator ${name} looked at the statistics of mail use of ${of} by name. There is no letter and no correspondent in them.`,
    });
  }
  return items;
}

/** The agency somebody is of and, of a division, those above it up to the agency that is reported on. */
async function unitsOf(r: Reader, id: AgencyId): Promise<AgencyRow[]> {
  const units: AgencyRow[] = [];
  for (let agency = await agencyById(r, id); agency; ) {
    units.push(agency);
    if (agency.kind !== "division" || agency.parent_id === null) break;
    agency = await agencyById(r, agency.parent_id);
  }
  return units;
}
