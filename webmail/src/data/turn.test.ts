import assert from "node:assert/strict";
import type { Invocation, JmapSession } from "@congthu/shared/jmap/core";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import { type MailCache, newMailCache, putEmails } from "./cache.ts";
import type { Edit } from "./edits.ts";
import { newBatch, readReplies } from "./jmap-client.ts";
import { type QuerySpec, queryKey, withPage } from "./query-window.ts";
import { addTurn, settleTurn } from "./turn.ts";

const session = { capabilities: { "urn:ietf:params:jmap:core": { maxObjectsInSet: 2 } } } as unknown as JmapSession;
const spec: QuerySpec = { filter: { inMailbox: "inbox" }, sort: [], mailboxId: "inbox" };
const shown = [{ spec, viewport: { first: 0, last: 20 } }];
const seen: Edit = { id: "1", patches: { e1: { "keywords/$seen": true } }, destroy: [] };

const sample = (canCalculateChanges = true): MailCache => {
  const cache = newMailCache("a1");
  cache.mailboxState = "m1";
  cache.emailState = "e1";
  cache.mailboxes = new Map([["inbox", { id: "inbox", name: "Inbox", unreadEmails: 1 } as Mailbox]]);
  putEmails(cache, [{ id: "e1", subject: "Một", keywords: {}, mailboxIds: { inbox: true } }]);
  const page = { accountId: "a1", queryState: "q1", canCalculateChanges, position: 0, ids: ["e1"], total: 1 };
  cache.windows.set(queryKey(spec), withPage(undefined, spec, page));
  return cache;
};

/** Answers each call of the turn with what `answers` has for its name; a list is taken in order. */
const turn = (cache: MailCache, edits: Edit[], answers: Record<string, object | object[]>) => {
  const batch = newBatch();
  const calls = addTurn(batch, session, cache, edits, shown);
  const queues = new Map(Object.entries(answers).map(([name, a]) => [name, Array.isArray(a) ? [...a] : [a]]));
  const responses = batch.calls.map(([name, , id]): Invocation => {
    const answer = queues.get(name)?.shift() ?? { list: [] };
    return ["type" in answer ? "error" : name, answer as Record<string, unknown>, id];
  });
  return { names: batch.calls.map(([name]) => name), outcome: settleTurn(cache, calls, readReplies(responses)) };
};
const noMailboxes = { newState: "m1", created: [], updated: [], destroyed: [], hasMoreChanges: false };
const noEmails = { newState: "e1", created: [], updated: [], destroyed: [], hasMoreChanges: false };
const noQuery = { oldQueryState: "q1", newQueryState: "q1", removed: [], added: [], total: 1 };

describe("a turn of synchronisation", () => {
  it("sends edits first, in portions the server takes", () => {
    const many: Edit = { id: "1", patches: { a: {}, b: {}, c: {} }, destroy: ["d"] };
    const { names } = turn(sample(), [many], {
      "Mailbox/changes": noMailboxes,
      "Email/changes": noEmails,
      "Email/queryChanges": noQuery,
    });
    assert.deepEqual(names.slice(0, 4), ["Email/set", "Email/set", "Email/set", "Mailbox/changes"]);
  });

  it("takes in a letter that arrived", () => {
    const cache = sample();
    const { outcome } = turn(cache, [], {
      "Mailbox/changes": { ...noMailboxes, newState: "m2", updated: ["inbox"] },
      "Mailbox/get": [{ list: [] }, { list: [{ id: "inbox", unreadEmails: 2 }] }],
      "Email/changes": { ...noEmails, newState: "e2", created: ["e2"] },
      "Email/queryChanges": { ...noQuery, newQueryState: "q2", added: [{ id: "e2", index: 0 }], total: 2 },
      "Email/get": [{ list: [] }, { list: [{ id: "e2", subject: "Hai", keywords: {}, mailboxIds: { inbox: true } }] }],
    });
    assert.deepEqual(outcome, { again: false, refused: [] });
    assert.deepEqual(cache.windows.get(queryKey(spec))?.ids, ["e2", "e1"]);
    assert.equal(cache.emails.get("e2")?.subject, "Hai");
    assert.deepEqual(cache.mailboxes.get("inbox"), { id: "inbox", name: "Inbox", unreadEmails: 2 });
    assert.deepEqual([cache.mailboxState, cache.emailState], ["m2", "e2"]);
  });

  it("asks the list anew where the server cannot tell its changes", () => {
    const cache = sample(false);
    const { names } = turn(cache, [seen], {
      "Mailbox/changes": noMailboxes,
      "Email/changes": { ...noEmails, newState: "e2" },
      "Email/query": { queryState: "q2", canCalculateChanges: false, position: 0, ids: ["e3", "e1"], total: 2 },
    });
    assert.deepEqual(names.slice(-2), ["Email/query", "Email/get"]);
    assert.deepEqual(cache.windows.get(queryKey(spec))?.ids, ["e3", "e1"]);
  });

  it("starts over when the state is too old", () => {
    const cache = sample();
    const { outcome } = turn(cache, [], {
      "Mailbox/changes": { type: "cannotCalculateChanges" },
      "Email/changes": { type: "cannotCalculateChanges" },
      "Email/queryChanges": { type: "cannotCalculateChanges" },
    });
    assert.equal(outcome.again, true);
    assert.deepEqual([cache.mailboxState, cache.emailState, cache.emails.size], [undefined, undefined, 0]);
    assert.equal(cache.windows.get(queryKey(spec))?.stale, true);
  });

  it("tells what the server refused, but not that a letter was gone already", () => {
    const answers = { "Mailbox/changes": noMailboxes, "Email/changes": noEmails, "Email/queryChanges": noQuery };
    const gone = turn(sample(), [seen], { ...answers, "Email/set": { notUpdated: { e1: { type: "notFound" } } } });
    assert.deepEqual(gone.outcome.refused, []);
    const full = turn(sample(), [seen], { ...answers, "Email/set": { notUpdated: { e1: { type: "overQuota" } } } });
    assert.deepEqual(
      full.outcome.refused.map((r) => [(r.error as { code: string }).code, r.count]),
      [["quota.exceeded", 1]],
    );
    const locked = turn(sample(), [seen], { ...answers, "Email/set": { type: "accountReadOnly" } });
    assert.deepEqual(
      locked.outcome.refused.map((r) => (r.error as { code: string }).code),
      ["access.denied"],
    );
  });
});
