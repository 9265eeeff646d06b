import type { UsePlan } from "./agency-plan.ts";
import type { Post } from "./posts.ts";
import type { Random } from "./random.ts";

/** How often a person acts in the mail: nearly every working day, most of them, now and then, not at all. */
export type Habit = "daily" | "regular" | "rare" | "never";

/**
 * A habit for each post. As many as the plan's share says (rounded) are daily or regular; clerks first, who must open the agency's
 * mail twice a day, then leaders a little more than staff. Of the others some look in rarely and most never do. The last post is its
 * agency's newest official, who has not begun unless everybody has.
 */
export function giveHabits(random: Random, use: UsePlan, posts: readonly Post[]): Habit[] {
  const active = activePosts(random, use, posts);
  const nobodyElse = "only" in use && use.only !== "allLeaders";
  // Where few use it, few try it either.
  const tries = "share" in use && use.share < 0.5 ? 0.06 : 0.3;
  return posts.map((post, i): Habit => {
    if (active.has(i)) return post.clerk || random.chance(0.7) ? "daily" : "regular";
    const newest = i === posts.length - 1;
    return !nobodyElse && !newest && random.chance(tries) ? "rare" : "never";
  });
}

function activePosts(random: Random, use: UsePlan, posts: readonly Post[]): Set<number> {
  if (posts.length === 0) return new Set();
  const all = posts.map((_, i) => i);
  const leaders = all.filter((i) => posts[i]?.leader);
  if ("only" in use) {
    if (use.only === "nobody") return new Set();
    if (use.only === "oneLeader") return new Set(leaders.slice(1, 2));
    // All leaders, and of the rest the clerks and about half.
    return new Set(all.filter((i) => posts[i]?.leader || posts[i]?.clerk || random.chance(0.5)));
  }
  const count = Math.round(posts.length * use.share);
  const order = (count < all.length ? all.slice(0, -1) : all)
    .map((i) => ({ i, rank: (posts[i]?.clerk ? 2 : posts[i]?.leader ? 0.25 : 0) + random.next() }))
    .sort((a, b) => b.rank - a.rank);
  return new Set(order.slice(0, count).map((o) => o.i));
}
