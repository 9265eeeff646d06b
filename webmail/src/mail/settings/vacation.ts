import { addDays, localDay, startOfLocalDay } from "@congthu/shared/dates";
import type { VacationResponse } from "@congthu/shared/jmap/submission";

/** The form of the automatic reply. Days are "yyyy-mm-dd", empty for no bound. */
export type VacationDraft = { isEnabled: boolean; from: string; to: string; subject: string; text: string };

export function vacationDraft(stored: VacationResponse | undefined): VacationDraft {
  return {
    isEnabled: stored?.isEnabled ?? false,
    from: stored?.fromDate ? localDay(Date.parse(stored.fromDate)) : "",
    // The server's end is the first moment after (RFC 8621 §8); people name the last day.
    to: stored?.toDate ? localDay(Date.parse(stored.toDate) - 1) : "",
    subject: stored?.subject ?? "",
    text: stored?.textBody ?? "",
  };
}

/** What speaks against saving the form. */
export function vacationFaults({ isEnabled, from, to, text }: VacationDraft): ("badDates" | "textMissing")[] {
  const faults: ("badDates" | "textMissing")[] = [];
  if (from !== "" && to !== "" && to < from) faults.push("badDates");
  if (isEnabled && text.trim() === "") faults.push("textMissing");
  return faults;
}

/** The form as the server keeps it: from the first moment of the first day to the last of the last, in Vietnam. */
export function vacationResponse({ isEnabled, from, to, subject, text }: VacationDraft): Omit<VacationResponse, "id"> {
  const utc = (day: string) => new Date(startOfLocalDay(day)).toISOString().replace(".000Z", "Z");
  return {
    isEnabled,
    fromDate: from === "" ? null : utc(from),
    toDate: to === "" ? null : utc(addDays(to, 1)),
    subject: subject.normalize("NFC").trim() || null,
    textBody: text.normalize("NFC").trim() || null,
    htmlBody: null,
  };
}
