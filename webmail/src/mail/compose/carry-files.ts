import type { JmapId } from "@congthu/shared/jmap/core";
import { ApiError } from "../../data/api-client.ts";
import { newBatch } from "../../data/jmap-client.ts";
import type { MailAccount } from "../mail.ts";
import type { DraftFile } from "./draft.ts";

/** The files of a draft for a draft in another account: octets belong to the account they came up to (RFC 8620 §6.3). Throws ApiError. */
export async function carryFiles(from: MailAccount, toId: JmapId, files: readonly DraftFile[]): Promise<DraftFile[]> {
  const blobIds = [...new Set(files.flatMap(({ state }) => (state.is === "ready" ? [state.blobId] : [])))];
  if (blobIds.length === 0) return [...files];
  const batch = newBatch();
  const call = batch.add("Blob/copy", { accountId: toId, fromAccountId: from.id, blobIds });
  const { copied } = (await from.client.run(batch)).of(call);
  return files.map((file) => {
    if (file.state.is !== "ready") return file;
    const blobId = copied?.[file.state.blobId];
    if (blobId === undefined) throw new ApiError("blob.notFound", 200);
    return { ...file, state: { is: "ready", blobId } };
  });
}
