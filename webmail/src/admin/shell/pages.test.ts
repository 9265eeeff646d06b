import assert from "node:assert/strict";
import { ADMIN_ACTS } from "@congthu/shared/admin-acts";
import { nearPages, pagesFor } from "./pages.ts";

describe("pages of the console", () => {
  it("on a phone are all in the bar when they are few, else the four most used in their order", () => {
    const few = pagesFor(["agency.view", "usage.view"]);
    assert.deepEqual(nearPages(few), few);
    assert.deepEqual(
      nearPages(pagesFor(ADMIN_ACTS)).map((p) => p.page),
      ["accounts", "provisioning", "usage", "operations"],
    );
  });
});
