import { useState } from "react";
import { keepConsoleChoice } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { type AccountColumn, readColumns, toggleColumn } from "./columns.ts";

let chosenHere: string | undefined;

/** The columns the person sees, and how to change them; kept with the account, so that they are there on every machine. */
export function useColumns(): [readonly AccountColumn[], (column: AccountColumn) => void] {
  const { view } = useConsole();
  const [kept, setKept] = useState(chosenHere ?? view.choices.accountColumns);
  const shown = readColumns(kept);
  const toggle = (column: AccountColumn) => {
    chosenHere = toggleColumn(shown, column);
    setKept(chosenHere);
    // On a cut line the choice holds until the page is left.
    keepConsoleChoice("accountColumns", chosenHere).catch(() => {});
  };
  return [shown, toggle];
}
