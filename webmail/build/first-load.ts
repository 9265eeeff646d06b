type Graph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

/**
 * Names the chunk of what the first page alone needs at once: its entry with all it imports, but not what is fetched later. The bundler puts what
 * these modules share with the other page there too, and all else where it is used. Without it each part that is fetched later cuts the first
 * load into more and smaller files, which compress badly.
 */
export function firstLoad(
  name: string,
  entries: { first: string; other: string },
): (id: string, graph: Graph) => string | null {
  let needed: { first: Set<string>; other: Set<string> } | undefined;
  return (id, graph) => {
    needed ??= { first: neededBy(graph, entries.first), other: neededBy(graph, entries.other) };
    return needed.first.has(id) && !needed.other.has(id) ? name : null;
  };
}

function neededBy(graph: Graph, entry: string): Set<string> {
  const seen = new Set<string>();
  const walk = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) walk(next);
  };
  walk(entry);
  return seen;
}
