import type { ListedEmail } from "../core/mailbox/account-view.ts";
import { type InView, threadTest, wordTest } from "./email-filter.ts";
import { MethodFailure } from "./failure.ts";
import type { ComparatorArgs } from "./schema.ts";

/** By what Email/query sorts (RFC 8621 §4.4.2). */
export const SORT_PROPERTIES = [
  "receivedAt",
  "size",
  "hasKeyword",
  "allInThreadHaveKeyword",
  "someInThreadHaveKeyword",
] as const;

type Compare = (a: ListedEmail, b: ListedEmail) => number;

/** A comparison for a list of comparators; equal ones in the order of the list they come from. Throws unsupportedSort. */
export function emailOrder(view: InView, sort: readonly ComparatorArgs[]): Compare {
  const steps = sort.map((c) => {
    const compare = compareBy(view, c);
    return c.isAscending ? compare : (a: ListedEmail, b: ListedEmail) => compare(b, a);
  });
  return (a, b) => {
    for (const step of steps) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Whether the list is in order as the view has it: newest first, or the reverse. */
export function plainOrder(sort: readonly ComparatorArgs[]): "newest" | "oldest" | undefined {
  const [first] = sort;
  if (!first) return "newest";
  if (first.property !== "receivedAt") return undefined;
  return first.isAscending ? "oldest" : "newest";
}

function compareBy(view: InView, c: ComparatorArgs): Compare {
  if (c.collation !== undefined && !c.collation.startsWith("i;"))
    throw new MethodFailure("unsupportedSort", `collation ${c.collation}`);
  switch (c.property) {
    case "receivedAt":
      return (a, b) => a.receivedAt - b.receivedAt;
    case "size":
      return (a, b) => a.sizeBytes - b.sizeBytes;
    case "hasKeyword":
      return byTest(wordTest(keywordOf(c)));
    case "allInThreadHaveKeyword":
      return byTest(threadTest(view, "all", keywordOf(c)));
    case "someInThreadHaveKeyword":
      return byTest(threadTest(view, "some", keywordOf(c)));
    default:
      throw new MethodFailure("unsupportedSort", `property ${c.property}`);
  }
}

function byTest(test: (e: ListedEmail) => boolean): Compare {
  return (a, b) => Number(test(a)) - Number(test(b));
}

function keywordOf(c: ComparatorArgs): string {
  if (c.keyword === undefined) throw new MethodFailure("invalidArguments", `sort by ${c.property} names no keyword`);
  return c.keyword;
}
