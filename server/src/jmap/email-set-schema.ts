import { z } from "zod";
import { emailAddress, idSet, jmapDate, jmapId, utcDate } from "./schema.ts";

const addresses = z.array(emailAddress).nullish();
const messageIds = z.array(z.string()).nullish();

/** A part of a new message (RFC 8621 §4.6); header properties are read apart. */
export type PartCreate = {
  partId?: string | null | undefined;
  blobId?: string | null | undefined;
  type?: string | undefined;
  name?: string | null | undefined;
  disposition?: string | null | undefined;
  cid?: string | null | undefined;
  language?: string[] | null | undefined;
  location?: string | null | undefined;
  charset?: string | null | undefined;
  size?: number | undefined;
  subParts?: PartCreate[] | null | undefined;
  [header: `header:${string}`]: unknown;
};

const partShape = {
  partId: z.string().max(255).nullish(),
  blobId: jmapId.nullish(),
  type: z
    .string()
    .regex(/^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/)
    .optional(),
  name: z.string().max(500).nullish(),
  disposition: z.string().max(100).nullish(),
  cid: z.string().max(500).nullish(),
  language: z.array(z.string().max(100)).nullish(),
  location: z.string().max(2000).nullish(),
  charset: z.string().max(100).nullish(),
  size: z.number().optional(),
};

const isHeader = (name: string) => name.startsWith("header:");

export const partCreate: z.ZodType<PartCreate> = z.lazy(() =>
  z
    .object({ ...partShape, subParts: z.array(partCreate).nullish() })
    .catchall(z.unknown())
    .superRefine((part, issues) => {
      for (const name of Object.keys(part)) {
        if (!(name in partShape) && name !== "subParts" && !isHeader(name))
          issues.addIssue({ code: "custom", path: [name], message: "not a property of a part" });
      }
    }),
) as z.ZodType<PartCreate>;

const emailShape = {
  mailboxIds: idSet,
  keywords: z.record(z.string(), z.literal(true)).default({}),
  receivedAt: utcDate.optional(),
  messageId: messageIds,
  inReplyTo: messageIds,
  references: messageIds,
  sender: addresses,
  from: addresses,
  to: addresses,
  cc: addresses,
  bcc: addresses,
  replyTo: addresses,
  subject: z.string().nullish(),
  sentAt: jmapDate.nullish(),
  bodyStructure: partCreate.optional(),
  bodyValues: z
    .record(
      z.string(),
      z.strictObject({
        value: z.string(),
        isEncodingProblem: z.literal(false).optional(),
        isTruncated: z.literal(false).optional(),
      }),
    )
    .default({}),
  textBody: z.array(partCreate).length(1).nullish(),
  htmlBody: z.array(partCreate).length(1).nullish(),
  attachments: z.array(partCreate).nullish(),
};

/** A new Email (RFC 8621 §4.6); header properties are read apart. */
export const emailCreate = z
  .object(emailShape)
  .catchall(z.unknown())
  .superRefine((email, issues) => {
    for (const name of Object.keys(email)) {
      if (!(name in emailShape) && !isHeader(name))
        issues.addIssue({ code: "custom", path: [name], message: "not a property that can be set" });
    }
  });
export type EmailCreateArgs = z.infer<typeof emailCreate>;
