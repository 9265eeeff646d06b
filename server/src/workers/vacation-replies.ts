import { answerVacations } from "../core/delivery/vacation.ts";
import type { Worker } from "./runner.ts";

/** Answers for people who are away. */
export const vacationReplies: Worker = { name: "vacation-replies", everyMs: 30_000, run: answerVacations };
