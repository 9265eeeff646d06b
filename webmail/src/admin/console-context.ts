import type { ConsoleView } from "@congthu/shared/api/console";
import { createContext, useContext } from "react";

export const ConsoleContext = createContext<ConsoleView | null>(null);

/** Who may do what here; only below AdminApp. */
export function useConsole(): ConsoleView {
  const view = useContext(ConsoleContext);
  if (!view) throw new Error("outside of the console");
  return view;
}
