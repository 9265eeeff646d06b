import { secretToken, timeId } from "../../lib/ids.ts";
import { composeMessage, type DraftFile } from "../../mime/compose.ts";
import type { Tx } from "../../store/db.ts";
import { allDomains } from "../../store/domains.ts";
import type { App } from "../app.ts";
import { resolveAddressees } from "../delivery/addressees.ts";
import { receivedLine } from "../delivery/received.ts";
import { type StagedMessage, stageMessage } from "../delivery/stage-message.ts";
import { type PostDeps, postIn } from "../outbound/post-letter.ts";

/** A letter that the system itself writes to people, staged and ready to be posted. */
export type SystemLetter = { staged: StagedMessage; to: readonly string[] };

/** Writes a letter of the system to some addresses; nothing is sent yet. */
export async function writeSystemLetter(
  app: Pick<App, "blobs" | "clock" | "db" | "site">,
  q: { to: readonly string[]; subject: string; text: string; files?: DraftFile[] },
): Promise<SystemLetter> {
  const [domain] = await app.db.read(allDomains);
  const bytes = composeMessage(
    {
      from: [{ name: "Hệ thống thư công vụ", email: `postmaster@${domain?.domain ?? app.site.hostname}` }],
      to: q.to.map((email) => ({ name: null, email })),
      cc: [],
      bcc: [],
      subject: q.subject,
      text: q.text,
      files: q.files ?? [],
      messageId: `${secretToken().slice(0, 32)}@${app.site.hostname}`,
      date: app.clock.now(),
      // RFC 3834 §5: nobody's out-of-office notice answers it
      headers: [{ name: "Auto-Submitted", value: "auto-generated" }],
    },
    false,
  );
  return { staged: await stageMessage(app, bytes), to: q.to };
}

/** Posts it inside a transaction; with the empty reverse-path nothing ever comes back. RFC 5321 §4.5.5 */
export async function postSystemLetterIn(
  app: PostDeps & Pick<App, "site">,
  tx: Tx,
  letter: SystemLetter,
): Promise<void> {
  const nowMs = app.clock.now();
  const traceId = timeId<"trace">("x", nowMs);
  await postIn(app, tx, {
    staged: letter.staged,
    mailFrom: "",
    sender: null,
    submissionId: null,
    to: await resolveAddressees(
      tx,
      letter.to.map((address) => ({ address, notify: "NEVER" })),
    ),
    received: receivedLine({ by: app.site.hostname, traceId, atMs: nowMs }),
    traceId,
    channel: "system",
    ret: "",
    envid: "",
  });
}
