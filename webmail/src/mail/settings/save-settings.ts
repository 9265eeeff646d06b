import type { Identity, VacationResponse } from "@congthu/shared/jmap/submission";
import { ApiError } from "../../data/api-client.ts";
import { newBatch } from "../../data/jmap-client.ts";
import { codeOfSetError } from "../../data/jmap-errors.ts";
import { editorHtmlToText } from "../compose/html-text.ts";
import type { MailAccount } from "../mail.ts";

type IdentityChange = { name: string; replyTo: string; html: string };

/** Saves name, answer address and signature; throws ApiError. */
export async function saveIdentity(account: MailAccount, identity: Identity, change: IdentityChange): Promise<void> {
  const text = editorHtmlToText(change.html);
  const next = {
    name: change.name.normalize("NFC").trim(),
    replyTo: change.replyTo === "" ? null : [{ name: null, email: change.replyTo }],
    htmlSignature: text === "" ? "" : change.html.normalize("NFC"),
    textSignature: text.normalize("NFC"),
  };
  const batch = newBatch();
  const call = batch.add("Identity/set", { accountId: account.id, update: { [identity.id]: next } });
  const { notUpdated } = (await account.client.run(batch)).of(call);
  const error = notUpdated?.[identity.id];
  if (error) throw new ApiError(codeOfSetError(error), 200);
  const { cache } = account;
  cache.identities = cache.identities.map((i) => (i.id === identity.id ? { ...i, ...next } : i));
  cache.changed();
}

/** The automatic reply as it is set now; throws ApiError. */
export async function loadVacation(account: MailAccount): Promise<VacationResponse | undefined> {
  const batch = newBatch();
  const call = batch.add("VacationResponse/get", { accountId: account.id, ids: ["singleton"] });
  return (await account.client.run(batch)).of(call).list[0];
}

/** Sets the automatic reply; throws ApiError. */
export async function saveVacation(account: MailAccount, change: Omit<VacationResponse, "id">): Promise<void> {
  const batch = newBatch();
  const call = batch.add("VacationResponse/set", { accountId: account.id, update: { singleton: change } });
  const { notUpdated } = (await account.client.run(batch)).of(call);
  const error = notUpdated?.singleton;
  if (error) throw new ApiError(codeOfSetError(error), 200);
}
