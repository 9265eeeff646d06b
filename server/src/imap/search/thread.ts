import { casemap } from "./sort.ts";

/** What threading looks at in a message. Ids are without angle brackets. */
export type Threadable = {
  number: number;
  id: string | null;
  references: readonly string[];
  /** Base subject (RFC 5256 §2.1), as it is. */
  subject: string;
  isReply: boolean;
  sentAt: number;
};

/** A message, or a place where one that is not in the mailbox belongs (number null), with what follows it. */
export type Node = { message: Threadable | null; parent: Node | null; children: Node[] };

const REPLY = /^\s*(?:\[[^[\]]*\]\s*)*(?:re|fwd?)\s*(?:\[[^[\]]*\]\s*)?:|\(fwd\)\s*$|^\s*\[fwd:.*\]\s*$/i;

/** Whether the original subject says reply or forward. RFC 5256 §3 (BASE.6.4.THREAD) */
export function isReplySubject(subject: string): boolean {
  return REPLY.test(subject);
}

/** Threads by subject and date alone: the first of each subject leads, the others follow it. RFC 5256 §3 (ORDEREDSUBJECT) */
export function orderedSubject(messages: readonly Threadable[]): Node[] {
  const threads = new Map<string, Node>();
  for (const m of [...messages].sort(bySent)) {
    const key = casemap(m.subject);
    const head = threads.get(key);
    if (head) adopt(head, leaf(m));
    else threads.set(key, leaf(m));
  }
  // A map keeps the order in which the heads came, which is that of their dates.
  return [...threads.values()];
}

/** Threads by References and In-Reply-To, joined by subject where those are missing. RFC 5256 §3 (REFERENCES) */
export function byReferences(messages: readonly Threadable[]): Node[] {
  const nodes = linkAll(messages);
  const roots = prune(nodes.filter((n) => n.parent === null));
  const sorted = roots.sort(byNode);
  const joined = joinSubjects(sorted);
  return sortAll(joined);
}

/** Steps 1 and 2: parents from references; whoever has none is a root. */
function linkAll(messages: readonly Threadable[]): Node[] {
  const byId = new Map<string, Node>();
  const nodes: Node[] = [];
  const nodeOf = (id: string): Node => {
    const known = byId.get(id);
    if (known) return known;
    const made = empty();
    byId.set(id, made);
    nodes.push(made);
    return made;
  };
  for (const m of messages) {
    const known = m.id === null ? undefined : nodeOf(m.id);
    // Of messages with the same id the first keeps it.
    const own = known && known.message === null ? known : empty();
    if (own !== known) nodes.push(own);
    own.message = m;
    let last: Node | null = null;
    for (const id of m.references) {
      const next = nodeOf(id);
      if (last && next.parent === null && !isBelow(next, last)) adopt(last, next);
      last = next;
    }
    release(own);
    if (last && !isBelow(own, last)) adopt(last, own);
  }
  return nodes;
}

/** Step 3: places without a message go; their children take their place, though not several at the top. */
function prune(roots: readonly Node[]): Node[] {
  const out: Node[] = [];
  for (const root of roots) {
    pruneBelow(root);
    if (root.message || root.children.length > 1) out.push(root);
    else for (const child of root.children) out.push(free(child));
  }
  return out;
}

/** Leaves first, without recursion: a thread may be as deep as the mailbox is long. */
function pruneBelow(root: Node): void {
  for (const node of bottomUp(root)) {
    node.children = node.children.flatMap((child) => {
      if (child.message) return [child];
      for (const grandchild of child.children) grandchild.parent = node;
      return child.children;
    });
  }
}

/** Step 5: threads of one subject become one. */
function joinSubjects(roots: readonly Node[]): Node[] {
  const table = new Map<string, Node>();
  for (const node of roots) {
    const key = casemap(head(node)?.subject ?? "");
    if (key === "") continue;
    const there = table.get(key);
    const better = there?.message && (!node.message || (there.message.isReply && !node.message.isReply));
    if (!there || better) table.set(key, node);
  }
  const out = new Set(roots);
  for (const node of roots) {
    const key = casemap(head(node)?.subject ?? "");
    const there = key === "" ? undefined : table.get(key);
    if (!there || there === node) continue;
    out.delete(node);
    if (!there.message && !node.message) for (const child of [...node.children]) adopt(there, free(child));
    else if (!there.message || (node.message?.isReply && !there.message.isReply)) adopt(there, node);
    else {
      const both = empty();
      out.delete(there);
      adopt(both, there);
      adopt(both, node);
      out.add(both);
      table.set(key, both);
    }
  }
  return [...out];
}

/** Step 6: siblings by date, the deepest first. */
function sortAll(roots: Node[]): Node[] {
  for (const root of roots) for (const node of bottomUp(root)) node.children.sort(byNode);
  return roots.sort(byNode);
}

/** Writes threads as a THREAD response lists them. RFC 5256 §4 (BASE.7.2.THREAD) */
export function formatThreads(threads: readonly Node[]): string {
  const out: string[] = [];
  const stack: (Node | string)[] = [...threads].reverse().flatMap((n) => [")", n, "("]);
  while (stack.length > 0) {
    const top = stack.pop() as Node | string;
    if (typeof top === "string") {
      out.push(top);
      continue;
    }
    if (top.message) out.push(String(top.message.number));
    const only = top.children.length === 1 && top.message;
    if (only) stack.push(top.children[0] as Node, " ");
    else {
      if (top.message && top.children.length > 0) out.push(" ");
      for (const child of [...top.children].reverse()) stack.push(")", child, "(");
    }
  }
  return out.join("");
}

function leaf(message: Threadable): Node {
  return { message, parent: null, children: [] };
}

function empty(): Node {
  return { message: null, parent: null, children: [] };
}

function adopt(parent: Node, child: Node): void {
  release(child);
  child.parent = parent;
  parent.children.push(child);
}

function release(child: Node): void {
  if (child.parent) child.parent.children.splice(child.parent.children.indexOf(child), 1);
  child.parent = null;
}

function free(child: Node): Node {
  child.parent = null;
  return child;
}

/** Whether `below` is `node` or somewhere under it; a node without children is above nothing. */
function isBelow(node: Node, below: Node): boolean {
  if (node.children.length === 0) return node === below;
  for (let at: Node | null = below; at; at = at.parent) if (at === node) return true;
  return false;
}

/** All nodes of a thread, children before their parents. */
function bottomUp(root: Node): Node[] {
  const out: Node[] = [root];
  for (let i = 0; i < out.length; i++) out.push(...(out[i] as Node).children);
  return out.reverse();
}

/** The message that stands for a node: its own, or its first child's. */
function head(node: Node): Threadable | null {
  return node.message ?? node.children[0]?.message ?? null;
}

function byNode(a: Node, b: Node): number {
  const [x, y] = [head(a), head(b)];
  return x && y ? bySent(x, y) : 0;
}

function bySent(a: Threadable, b: Threadable): number {
  return a.sentAt - b.sentAt || a.number - b.number;
}
