import type { AccountId } from "@congthu/shared/ids";
import { type AddressBook, DIRECTORY_BOOK, PERSONAL_BOOK } from "@congthu/shared/jmap/contacts";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import type { Tx } from "../../core/mailbox/change-account.ts";
import { destroyRecordIn, listRecords, putRecordIn } from "../../core/records/account-records.ts";
import { SetFailure } from "../failure.ts";
import type { Args } from "../method.ts";
import type { RecordChange, RecordType } from "../record-type.ts";
import { unsignedInt } from "../schema.ts";

const book = z.strictObject({
  name: z.string().min(1).max(255),
  description: z.string().max(2_000).nullable().default(null),
  sortOrder: unsignedInt.max(2 ** 31 - 1).default(0),
  isSubscribed: z.boolean().default(true),
  // RFC 9610 §2: personal books are shared with nobody; what an agency shares lies in its own account.
  shareWith: z.null().default(null),
});
type Book = z.infer<typeof book> & { isDefault?: boolean; myRights?: AddressBook["myRights"] };

const RIGHTS = { mayRead: true, mayWrite: true, mayAdmin: false, mayDelete: true };
const STANDARD: [id: string, value: Omit<AddressBook, "id">][] = [
  [PERSONAL_BOOK, standard("Danh bạ cá nhân", 0, { ...RIGHTS, mayDelete: false })],
  [DIRECTORY_BOOK, standard("Danh bạ cơ quan", 1, { ...RIGHTS, mayWrite: false, mayDelete: false })],
];

/** RFC 9610 §2.1, §2.2, §2.3. Everybody has a book of their own, and the directory to read. */
export const addressBook: RecordType<Book> = {
  kind: "AddressBook",
  capability: CAPABILITY.contacts,
  schema: book,
  properties: ["name", "description", "sortOrder", "isSubscribed", "shareWith"],
  serverSet: ["isDefault", "myRights"],
  most: 100,
  prepare: async (value) => ({ ...value, isDefault: false, myRights: RIGHTS }),
  others: async () => STANDARD.map(([id, value]) => ({ id, value })),
  moreArgs: { onDestroyRemoveContents: z.boolean().default(false) },
  destroying: emptyBook,
};

function standard(name: string, sortOrder: number, myRights: AddressBook["myRights"]): Omit<AddressBook, "id"> {
  const isDefault = myRights.mayWrite;
  return { name, description: null, sortOrder, isDefault, isSubscribed: true, shareWith: null, myRights };
}

/** The cards of a book that goes: told, or taken out of it, and destroyed when it was their only one. */
async function emptyBook(_value: Args, { call, tx, accountId, modseq, id, args }: RecordChange<Book>): Promise<void> {
  for (const card of await listRecords<{ addressBookIds: Record<string, true> }>(tx, accountId, "ContactCard")) {
    if (!card.value.addressBookIds[id]) continue;
    if (args.onDestroyRemoveContents !== true) throw new SetFailure({ type: "addressBookHasContents" });
    const { [id]: _gone, ...addressBookIds } = card.value.addressBookIds;
    const key = { accountId, kind: "ContactCard" as const, recordId: card.id };
    if (Object.keys(addressBookIds).length === 0) await destroyRecordIn(call.app, tx, key, modseq);
    else await putRecordIn(tx, key, { value: { ...card.value, addressBookIds }, dueAt: null, modseq });
  }
}

/** Whether cards may be put into all these books of the account. */
export async function areOwnBooks(tx: Tx, accountId: AccountId, ids: readonly string[]): Promise<boolean> {
  const own = new Set([PERSONAL_BOOK, ...(await listRecords(tx, accountId, "AddressBook")).map((b) => b.id)]);
  return ids.length > 0 && ids.every((id) => own.has(id));
}
