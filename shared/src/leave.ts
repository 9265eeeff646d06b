/** Why somebody is away for long with the mailbox kept: maternity, study, illness, work elsewhere, unpaid leave, another reason. */
export const LEAVE_KINDS = ["maternity", "study", "sick", "secondment", "unpaid", "other"] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];
