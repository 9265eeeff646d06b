/** What administration can do; which role may do what over which part of the tree is the server's to say. */
export const ADMIN_ACTS = [
  "agency.view",
  "agency.manage",
  "agency.headcount",
  "people.view",
  "account.create",
  "account.edit",
  "account.lock",
  "account.reset",
  "account.depart",
  "request.submit",
  "request.decide",
  "role.grant",
  "mailbox.clerks",
  "usage.view",
  "usage.people",
  "report.file",
  "report.manage",
  "audit.view",
  "inquiry.ask",
  "inquiry.decide",
  "settings.change",
  "queue.view",
  "queue.manage",
  "trace.view",
  "group.manage",
  "operations.view",
] as const;
export type AdminAct = (typeof ADMIN_ACTS)[number];

/** The acts a province may leave to the administrators of agencies, over their own subtree; the others of theirs are fixed. */
export const DELEGABLE_ACTS = [
  "agency.headcount",
  "account.create",
  "account.edit",
  "account.lock",
  "account.reset",
  "account.depart",
  "mailbox.clerks",
  "trace.view",
  "group.manage",
] as const satisfies readonly AdminAct[];
