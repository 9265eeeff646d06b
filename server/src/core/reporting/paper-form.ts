import type { SettingValues } from "@congthu/shared/api/setting-values";
import type { AgencyId } from "@congthu/shared/ids";
import { agencyById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { readSetting } from "../settings/read-setting.ts";

export type PaperForm = SettingValues["papers"]["department"];

/**
 * What stands on a paper beside figures: of the department for the whole province (what is not set comes from the setting `province`), of an agency
 * that reports on itself otherwise, its head to sign.
 */
export async function paperForm(r: Reader, agencyId: AgencyId | undefined): Promise<PaperForm> {
  const papers = await readSetting(r, "papers");
  const province = await readSetting(r, "province");
  const { department } = papers;
  const agency = department.agency || province.ownerAgency;
  const parent = department.parent || (province.name && `Ủy ban nhân dân ${province.name}`);
  const whole = { ...department, agency, parent };
  const own = agencyId === undefined ? undefined : await agencyById(r, agencyId);
  if (!own || own.parent_id === null) return whole;
  const above = await agencyById(r, own.parent_id);
  const { bases, to, recipients } = papers.agency;
  return {
    parent: above?.name ?? "",
    agency: own.name,
    symbol: `BC-${own.abbr.toUpperCase()}`,
    place: department.place,
    bases,
    to: to.length > 0 ? to : [agency].filter((name) => name !== ""),
    recipients,
    authority: [],
    title: "Thủ trưởng cơ quan, đơn vị",
    name: "",
  };
}
