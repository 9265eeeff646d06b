import { useEffect, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { readAgency } from "../api.ts";
import { branchesStore, knownAgency } from "./tree-model.ts";

/** The name of an agency: from the tree when it was seen there, else asked for. Null while unknown, and for no agency. */
export function useAgencyName(agencyId: string | null): string | null {
  const seen = useStore(branchesStore, (branches) =>
    agencyId === null ? undefined : knownAgency(branches, agencyId)?.name,
  );
  const [asked, setAsked] = useState<{ id: string; name: string }>();
  useEffect(() => {
    if (agencyId === null || seen !== undefined) return;
    let left = false;
    readAgency(agencyId).then(
      ({ name }) => !left && setAsked({ id: agencyId, name }),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [agencyId, seen]);
  return seen ?? (asked?.id === agencyId ? asked.name : null);
}
