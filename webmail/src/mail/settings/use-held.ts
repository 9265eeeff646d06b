import type { HeldLetter } from "@congthu/shared/api/groups";
import { useCallback, useEffect, useState } from "react";
import { callApi } from "../../data/api-client.ts";

type Held = { moderates: boolean; items: HeldLetter[] };

/** What waits for the person as a moderator of groups; most people moderate none. */
export function useHeld(): Held & { reload: () => void } {
  const [held, setHeld] = useState<Held>({ moderates: false, items: [] });
  const reload = useCallback(() => {
    callApi<Held>("GET", "/api/moderation").then(setHeld, () => undefined);
  }, []);
  useEffect(reload, [reload]);
  return { ...held, reload };
}
