import { accountById } from "../../store/accounts.ts";
import { countDownload, type FileLinkRow, fileLinkByToken } from "../../store/file-links.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { readBlob } from "../mailbox/read-message.ts";

/** A link as whoever has its token sees it. */
export type OpenedLink = { link: FileLinkRow; from: string };

/** The file of a token, with the name of the mailbox it was sent from. Throws notFound: unknown, withdrawn and expired look alike. */
export async function openLink(app: Pick<App, "clock" | "db">, token: string): Promise<OpenedLink> {
  return app.db.read(async (r) => {
    const link = /^[0-9a-f]{64}$/.test(token) ? await fileLinkByToken(r, token) : undefined;
    if (!link || link.expires_at <= app.clock.now()) throw new MailError("notFound");
    const owner = await accountById(r, link.account_id);
    return { link, from: owner?.full_name ?? "" };
  });
}

/** The octets of an opened link from `start` to before `end`; the first octet going out counts as a download. */
export async function* readLink(
  app: Pick<App, "blobs" | "clock" | "db" | "metrics">,
  link: FileLinkRow,
  range: { start: number; end: number },
): AsyncGenerator<Uint8Array> {
  if (range.start === 0) {
    await app.db.write((tx) => countDownload(tx, link.link_id, app.clock.now()));
    app.metrics.count("congthu_file_links_total", { act: "downloaded" });
  }
  yield* readBlob(app, link.blob_id, range);
}
