type Graph = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

/**
 * Names the chunks of what pages need at once, each page's entry with all it imports, but not what is fetched later: `first` for the first page, and
 * `rest` for what the first page names but has no use for while others do. Other modules fall where the bundler puts them. Without it each part that
 * is fetched later cuts the first load into more and smaller files, which compress badly.
 */
export function firstLoad(
  names: { first: string; rest: string },
  entries: { first: string; other: string },
): (id: string, graph: Graph) => string | null {
  let needed: { first: Set<string>; other: Set<string> } | undefined;
  return (id, graph) => {
    needed ??= { first: neededBy(graph, entries.first), other: neededBy(graph, entries.other) };
    if (!needed.first.has(id)) return null;
    return needed.other.has(id) ? names.rest : names.first;
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
