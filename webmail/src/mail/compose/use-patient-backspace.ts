import { useEffect, useRef, useState } from "react";

/** UniKey sends its retyped letters within a few milliseconds of its Backspace. Milliseconds. */
const PATIENCE_MS = 60;

/**
 * Removes the last pill by Backspace without ever taking one for a keystroke of an input method. UniKey and EVKey delete and
 * retype letters with real Backspace presses, so a press counts only when the field was empty before it and nothing was
 * typed within the moment after it; the first such press marks the pill, the second removes it.
 */
export function usePatientBackspace(removeLast: () => void, hasPills: boolean) {
  const [armed, setArmed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = () => {
    clearTimeout(timer.current);
    setArmed(false);
  };
  return {
    armed: armed && hasPills,
    onInput: settle,
    /** `typed`: what stood in the field before the key. */
    onKeyDown(key: string, typed: string) {
      if (key !== "Backspace" || typed !== "" || !hasPills) {
        settle();
        return;
      }
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        if (armed) removeLast();
        setArmed(!armed);
      }, PATIENCE_MS);
    },
  };
}
