import { useEffect } from "react";
import { isTyping, matchShortcut, SEQUENCE_MS } from "../../actions/shortcuts.ts";
import { isWindowAwaited } from "../compose/composers.ts";
import { sceneOf } from "../desk.ts";
import { useDesk } from "../desk-context.ts";
import { preferencesStore } from "../preferences.ts";

/** Lets keys act, wherever no text is being typed and no dialog or menu is open. */
export function useShortcuts(): void {
  const desk = useDesk();
  useEffect(() => {
    let pending = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      const set = preferencesStore.get().shortcuts;
      const target = event.target instanceof HTMLElement ? event.target : null;
      // A key in composition belongs to the input method (keyCode 229), whatever it says it is.
      if (set === "off" || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      if (isWindowAwaited() || isTyping(target) || target?.closest('[role="dialog"],[role="menu"],[role="listbox"]'))
        return;
      if (isButtonKey(event, target)) return;
      const match = matchShortcut(set, pending, event);
      clearTimeout(timer);
      pending = match && "pending" in match ? match.pending : "";
      timer = setTimeout(() => {
        pending = "";
      }, SEQUENCE_MS);
      if (!match || "pending" in match) return;
      const scene = sceneOf(desk);
      if (!match.action.when(scene)) return;
      event.preventDefault();
      match.action.run(scene);
    };
    addEventListener("keydown", onKey);
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", onKey);
    };
  }, [desk]);
}

/** Enter and space on a button or link do what the button does. */
function isButtonKey(event: KeyboardEvent, target: HTMLElement | null): boolean {
  return (event.key === "Enter" || event.key === " ") && Boolean(target?.closest("button,a,[role=button],input"));
}
