import type { Pop3Command } from "../command.ts";
import { dele, list, retr, stat, top, uidl } from "./messages.ts";
import { capa, noop, quit, rset, stls } from "./session.ts";
import { auth, pass, user } from "./sign-in.ts";

const ALL: readonly Pop3Command[] = [auth, capa, dele, list, noop, pass, quit, retr, rset, stat, stls, top, uidl, user];

/** Every command by its name. */
export const COMMANDS: ReadonlyMap<string, Pop3Command> = new Map(ALL.map((c) => [c.name, c]));
