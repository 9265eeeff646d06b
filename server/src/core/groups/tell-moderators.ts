import { formatTime } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import type { MessageMeta } from "../../mime/describe.ts";
import { groupById } from "../../store/addresses.ts";
import { blobHead } from "../../store/blob-refs.ts";
import { groupKeepers, type HeldRow, heldBefore, heldUntold, setHeldTold } from "../../store/groups.ts";
import { peopleByIds } from "../../store/people.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { postSystemLetterIn, writeSystemLetter } from "../operations/system-letter.ts";
import type { PostDeps } from "../outbound/post-letter.ts";
import { rejectHeld } from "./decide-held.ts";

type Deps = PostDeps & Pick<App, "blobs" | "db" | "site">;

/** A letter nobody decided about is given back after so long, as one that no server takes. RFC 5321 §4.5.4.1 */
const DECIDE_WITHIN_MS = 5 * 86_400_000;
const BATCH = 20;

/** Tells moderators of letters that wait for them, and gives back what nobody decided about; gives how much it did. */
export async function tellModerators(app: Deps): Promise<number> {
  const fresh = await app.db.read((r) => heldUntold(r, BATCH));
  for (const row of fresh) await tell(app, row);
  const old = await app.db.read((r) => heldBefore(r, app.clock.now() - DECIDE_WITHIN_MS, BATCH));
  for (const { held_id: heldId } of old) await giveBack(app, heldId);
  return fresh.length + old.length;
}

async function giveBack(app: Deps, heldId: string): Promise<void> {
  try {
    await rejectHeld(app, null, { heldId, reason: "" });
  } catch (err) {
    // A moderator was faster.
    if (!(err instanceof MailError && err.code === "notFound")) throw err;
  }
}

async function tell(app: Deps, row: HeldRow): Promise<void> {
  const { group, to, subject } = await app.db.read(async (r) => {
    const head = await blobHead(r, row.blob_id);
    const moderators = await groupKeepers(r, row.group_id, "moderator");
    return {
      group: await groupById(r, row.group_id),
      to: (await peopleByIds(r, moderators as AccountId[])).map((p) => p.address),
      subject: head?.meta ? ((JSON.parse(head.meta) as MessageMeta).subject ?? "") : "",
    };
  });
  const letter =
    to.length === 0
      ? undefined
      : await writeSystemLetter(app, { to, ...wordsOf(row, group?.name ?? row.address, subject) });
  await app.db.write(async (tx) => {
    if ((await setHeldTold(tx, row.held_id, app.clock.now())) && letter) await postSystemLetterIn(app, tx, letter);
  });
}

function wordsOf(row: HeldRow, name: string, subject: string): { subject: string; text: string } {
  const from = row.mail_from || "hệ thống · the system";
  const until = formatTime(row.created_at + DECIDE_WITHIN_MS);
  return {
    subject: `Thư chờ duyệt gửi nhóm ${name}: ${subject || "(không có chủ đề)"}`,
    text:
      `Có một thư gửi nhóm "${name}" (${row.address}) đang chờ Ông/Bà duyệt.\n\nNgười gửi: ${from}\nChủ đề: ${subject}\n\n` +
      "Mở webmail, mục Cài đặt, Thư chờ duyệt để xem và cho gửi hoặc không cho gửi.\n" +
      `Nếu không ai duyệt trước ${until}, thư được trả lại người gửi.\n\n--------------------\n\n` +
      `A letter to the group "${name}" (${row.address}) waits for you.\n\nFrom: ${from}\nSubject: ${subject}\n\n` +
      "Open the webmail, Settings, Waiting letters, to read it and to let it go or not.\n" +
      `If nobody decides before ${until}, it is given back to its sender.\n`,
  };
}
