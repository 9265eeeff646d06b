import assert from "node:assert/strict";
import { actsIn, afterAct, afterRequestAct, LIFE_STATES, type LifeState, receivesIn } from "./account-life.ts";

describe("life of an account", () => {
  const acts: Record<LifeState, string[]> = {
    requested: ["approve", "refuse"],
    approved: ["refuse", "open"],
    refused: [],
    active: ["lock", "move", "depart", "revoke"],
    locked: ["unlock", "move", "depart", "revoke"],
    departed: ["restore", "revoke"],
    revoked: ["restore", "purge"],
    purged: [],
  };
  for (const state of LIFE_STATES)
    it(`in ${state}: ${acts[state].join(", ") || "nothing more"}`, () => assert.deepEqual(actsIn(state), acts[state]));

  it("a moved account stays what it was, a restored one is in use again", () => {
    assert.equal(afterAct("locked", "move"), "locked");
    assert.equal(afterAct("departed", "restore"), "active");
    assert.equal(afterAct("revoked", "restore"), "active");
    assert.equal(afterAct("purged", "restore"), null);
  });

  it("a locked mailbox still receives, a departed one does not", () => {
    assert.deepEqual(LIFE_STATES.filter(receivesIn), ["active", "locked"]);
  });

  it("a request is decided before it is carried out, once", () => {
    assert.equal(afterRequestAct("requested", "carryOut"), null);
    assert.equal(afterRequestAct("requested", "approve"), "approved");
    assert.equal(afterRequestAct("approved", "carryOut"), "done");
    assert.equal(afterRequestAct("done", "refuse"), null);
  });
});
