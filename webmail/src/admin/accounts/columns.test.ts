import assert from "node:assert/strict";
import { readColumns, toggleColumn } from "./columns.ts";

describe("columns of the table of accounts", () => {
  it("are those chosen, in their order, and what is not known is left out", () => {
    assert.deepEqual(readColumns("created,address,colour"), ["address", "created"]);
    assert.deepEqual(readColumns(""), []);
    assert.ok(readColumns(undefined).includes("status"));
  });
  it("are put in and taken out", () => {
    assert.equal(toggleColumn(["address", "created"], "status"), "address,status,created");
    assert.equal(toggleColumn(["address", "created"], "created"), "address");
    assert.equal(toggleColumn(["address"], "address"), "");
  });
});
