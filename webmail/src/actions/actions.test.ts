import assert from "node:assert/strict";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import type { CachedEmail } from "../data/cache.ts";
import { ACTION_NAMES, ACTIONS, type Action, type ActionScene, type Deed } from "./actions.ts";
import { isTyping, matchShortcut, nameOfKey } from "./shortcuts.ts";

const letter = (...keywords: string[]) =>
  ({ id: "e", keywords: Object.fromEntries(keywords.map((k) => [k, true])), mailboxIds: {} }) as unknown as CachedEmail;
const mailbox = (role: Mailbox["role"]) => ({ id: `b-${role}`, role }) as Mailbox;
const sceneOf = (change: Partial<ActionScene> = {}) => {
  const deeds: Deed[] = [];
  const letters = change.letters ?? [letter()];
  const scene: ActionScene = {
    letters,
    letter: letters.length === 1 ? letters[0] : undefined,
    mailbox: mailbox("inbox"),
    folder: mailbox,
    readOnly: false,
    canUndo: false,
    perform: (deed) => void deeds.push(deed),
    ...change,
  };
  return { scene, deeds };
};
const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("actions", () => {
  const labels: [Action, Partial<ActionScene>, string][] = [
    [ACTIONS.delete, {}, "act.delete"],
    [ACTIONS.delete, { mailbox: mailbox("trash") }, "act.destroy"],
    [ACTIONS.flag, {}, "act.flag"],
    [ACTIONS.flag, { letters: [letter("$flagged")] }, "act.unflag"],
    [ACTIONS.flag, { letters: [letter("$flagged"), letter()] }, "act.flag"],
    [ACTIONS.read, { letters: [letter("$seen")] }, "act.markUnread"],
    [ACTIONS.read, { letters: [letter("$seen"), letter()] }, "act.markRead"],
    [ACTIONS.junk, { mailbox: mailbox("junk") }, "act.notJunk"],
  ];
  for (const [action, change, label] of labels)
    it(`${action.id} is called ${label}`, () => assert.equal(action.label(sceneOf(change).scene), label));

  it("change nothing in a mailbox that is read only, or without a letter", () => {
    for (const change of [{ readOnly: true }, { letters: [] }])
      for (const name of ["archive", "delete", "move", "flag", "read", "junk"] as const)
        assert.equal(ACTIONS[name].when(sceneOf(change).scene), false, name);
  });

  it("answer one letter only", () => {
    assert.equal(ACTIONS.reply.when(sceneOf().scene), true);
    assert.equal(ACTIONS.reply.when(sceneOf({ letters: [letter(), letter()] }).scene), false);
    const { scene, deeds } = sceneOf();
    ACTIONS.replyAll.run(scene);
    assert.deepEqual(deeds, [{ do: "answer", mode: "replyAll", letter: scene.letters[0] }]);
  });

  it("have no shortcut twice in a set", () => {
    for (const set of ["gmail", "outlook"] as const) {
      const all = ACTION_NAMES.flatMap((name) => ACTIONS[name].keys[set]);
      assert.deepEqual(
        all.filter((key, i) => all.indexOf(key) !== i),
        [],
      );
    }
  });
});

describe("shortcuts", () => {
  const names: [ReturnType<typeof press>, string][] = [
    [press("r"), "r"],
    [press("R", { shiftKey: true }), "Shift+R"],
    [press("#", { shiftKey: true }), "#"],
    [press("a", { ctrlKey: true }), "Control+a"],
    [press("a", { metaKey: true }), "Control+a"],
    [press("ArrowDown"), "ArrowDown"],
  ];
  for (const [key, name] of names) it(`${name} is named so`, () => assert.equal(nameOfKey(key), name));

  it("wait for the second key of a sequence", () => {
    assert.deepEqual(matchShortcut("gmail", "", press("g")), { pending: "g" });
    assert.deepEqual(matchShortcut("gmail", "g", press("i")), { action: ACTIONS.inbox });
    assert.equal(matchShortcut("gmail", "g", press("y")), null);
  });

  it("differ between the sets", () => {
    assert.deepEqual(matchShortcut("gmail", "", press("c")), { action: ACTIONS.compose });
    assert.equal(matchShortcut("outlook", "", press("c")), null);
  });

  it("do nothing where text is typed", () => {
    const targets: [Parameters<typeof isTyping>[0], boolean][] = [
      [null, false],
      [{ tagName: "BODY" }, false],
      [{ tagName: "INPUT", type: "text" }, true],
      [{ tagName: "INPUT", type: "search" }, true],
      [{ tagName: "INPUT", type: "checkbox" }, false],
      [{ tagName: "TEXTAREA" }, true],
      [{ tagName: "DIV", isContentEditable: true }, true],
      [{ tagName: "BUTTON" }, false],
    ];
    for (const [target, typing] of targets) assert.equal(isTyping(target), typing);
  });
});
