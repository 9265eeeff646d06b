import type { AgencyNode } from "@congthu/shared/api/agencies";
import { createStore } from "../../data/store.ts";
import { listAgencies, readAgency } from "../api.ts";

/** What is known of the tree: the agencies below each agency that was opened; the tops are under "". */
export type Branches = Readonly<Record<string, readonly AgencyNode[]>>;

export const branchesStore = createStore<Branches>({});

/** The node as the kit's tree wants it; what is below is absent until it was asked for. */
export type Twig = { value: string; label: string; hasChildren: boolean; children?: Twig[] };

/** The tree as far as it is known. */
export function twigsOf(branches: Branches, parentId = ""): Twig[] {
  return (branches[parentId] ?? []).map((node) => ({
    value: node.id,
    label: node.name,
    hasChildren: node.children > 0,
    ...(branches[node.id] ? { children: twigsOf(branches, node.id) } : {}),
  }));
}

/** The known agency with this id. */
export function knownAgency(branches: Branches, id: string): AgencyNode | undefined {
  for (const nodes of Object.values(branches)) {
    const found = nodes.find((node) => node.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Fetches what lies below an agency; "" for the tops. Throws ApiError. */
export async function loadBranch(parentId: string): Promise<readonly AgencyNode[]> {
  const { items } = await listAgencies(parentId === "" ? undefined : parentId);
  branchesStore.set((now) => ({ ...now, [parentId]: items }));
  return items;
}

/** Fetches everything above an agency, so that it can be shown in its place; gives the ids to open. Throws ApiError. */
export async function loadTrail(id: string): Promise<string[]> {
  const { ancestors } = await readAgency(id);
  const missing = ancestors.filter((a) => !branchesStore.get()[a.id]);
  await Promise.all(missing.map((a) => loadBranch(a.id)));
  return ancestors.map((a) => a.id);
}

/** Fetches all that was opened anew, after something in it changed. Throws ApiError. */
export async function refreshTree(): Promise<void> {
  await Promise.all(Object.keys(branchesStore.get()).map((id) => loadBranch(id)));
}
