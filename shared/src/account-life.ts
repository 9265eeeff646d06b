/** What an account can be, from the request for it to its end (vietnam.md §2.3). */
export const LIFE_STATES = [
  "requested",
  "approved",
  "refused",
  "active",
  "locked",
  "departed",
  "revoked",
  "purged",
] as const;
export type LifeState = (typeof LIFE_STATES)[number];

/** What can be done with it. `lock` still receives; `depart` refuses mail; `revoke` starts the wait for `purge`, which deletes the mail. */
export const LIFE_ACTS = [
  "approve",
  "refuse",
  "open",
  "lock",
  "unlock",
  "move",
  "depart",
  "restore",
  "revoke",
  "purge",
] as const;
export type LifeAct = (typeof LIFE_ACTS)[number];

/** State × act → state. What is not here cannot be done. */
const LIFE: Record<LifeState, Partial<Record<LifeAct, LifeState>>> = {
  requested: { approve: "approved", refuse: "refused" },
  approved: { open: "active", refuse: "refused" },
  refused: {},
  active: { lock: "locked", move: "active", depart: "departed", revoke: "revoked" },
  locked: { unlock: "active", move: "locked", depart: "departed", revoke: "revoked" },
  departed: { restore: "active", revoke: "revoked" },
  revoked: { restore: "active", purge: "purged" },
  purged: {},
};

/** The state an act leads to; null when it cannot be done there. */
export function afterAct(state: LifeState, act: LifeAct): LifeState | null {
  return LIFE[state][act] ?? null;
}

/** What can be done in a state. */
export function actsIn(state: LifeState): LifeAct[] {
  return LIFE_ACTS.filter((act) => afterAct(state, act) !== null);
}

/** Whether mail that comes in the state is taken: a temporarily locked mailbox still receives (all four provincial regulations of 2025). */
export function receivesIn(state: LifeState): boolean {
  return state === "active" || state === "locked";
}

/** Why something is done with an account: the codes of vietnam.md §2.3, with leave and the plain request of an agency. */
export const LIFE_REASONS = [
  "newHire",
  "received",
  "movedInside",
  "movedOutside",
  "retired",
  "resigned",
  "dissolved",
  "inactive",
  "wrongPasswords",
  "sendingBurst",
  "malware",
  "passwordLeaked",
  "violation",
  "defaultPassword",
  "leave",
  "request",
  "leftDirectory",
] as const;
export type LifeReason = (typeof LIFE_REASONS)[number];

/** The reasons that fit an act, the likeliest first. */
export const REASONS_FOR: Record<"open" | "lock" | "unlock" | "move" | "depart" | "restore" | "revoke", LifeReason[]> =
  {
    open: ["newHire", "received", "request"],
    lock: [
      "request",
      "inactive",
      "leave",
      "wrongPasswords",
      "sendingBurst",
      "malware",
      "passwordLeaked",
      "defaultPassword",
      "violation",
    ],
    unlock: ["request"],
    move: ["movedInside", "dissolved", "request"],
    depart: ["movedOutside", "retired", "resigned", "dissolved", "violation", "request"],
    restore: ["received", "request"],
    revoke: ["retired", "resigned", "movedOutside", "dissolved", "inactive", "violation", "request"],
  };

/** What an agency can ask for: a new mailbox, a change of what is said of one, and each step of a life. */
export const REQUEST_KINDS = [
  "create",
  "change",
  "move",
  "lock",
  "unlock",
  "reset",
  "depart",
  "restore",
  "revoke",
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = ["requested", "approved", "refused", "done"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];
export const REQUEST_ACTS = ["approve", "refuse", "carryOut"] as const;
export type RequestAct = (typeof REQUEST_ACTS)[number];

const REQUEST_LIFE: Record<RequestState, Partial<Record<RequestAct, RequestState>>> = {
  requested: { approve: "approved", refuse: "refused" },
  approved: { carryOut: "done", refuse: "refused" },
  refused: {},
  done: {},
};

/** The state of a request after an act; null when it cannot be done there. */
export function afterRequestAct(state: RequestState, act: RequestAct): RequestState | null {
  return REQUEST_LIFE[state][act] ?? null;
}
