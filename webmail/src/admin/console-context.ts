import type { AdminAct } from "@congthu/shared/admin-acts";
import type { ConsoleView } from "@congthu/shared/api/console";
import { createContext, useContext } from "react";
import type { Session } from "../session/session.ts";

export type Console = { session: Session; view: ConsoleView; can: (act: AdminAct) => boolean };

export const ConsoleContext = createContext<Console | null>(null);

/** Who administers, and what they may do somewhere. */
export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error("outside of the administration");
  return console;
}
