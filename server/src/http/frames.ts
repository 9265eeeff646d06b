import { openFrame } from "@congthu/shared/api/frames";
import type { AccountId, EmailId } from "@congthu/shared/ids";
import type { Express, Request, RequestHandler, Response } from "express";
import { principalOf, requireMail } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { type FrameGrant, frameKey, isSigned, readGrant, signGrant, signText } from "../core/mailbox/frame-token.ts";
import { noteEmailRead } from "../core/mailbox/note-reading.ts";
import { pictureOf, renderMessage, subjectIn } from "../core/mailbox/render-message.ts";
import { LIMITS } from "../lib/limits.ts";
import type { Authenticate } from "./authenticate.ts";
import { frameDocument, framePolicy } from "./frame-document.ts";
import type { FetchImage } from "./image-proxy.ts";
import { requireAudience } from "./rest.ts";

/** Messages as documents under addresses that work for some minutes: `/m/TOKEN`, with their pictures below it. */
export function mountFrames(
  server: Express,
  app: App,
  q: { authenticate: Authenticate; parseJson: RequestHandler; fetchImage: FetchImage },
): void {
  let key: Promise<Buffer> | undefined;
  const signingKey = () => {
    key ??= frameKey(app);
    return key;
  };

  server.post(openFrame.path, q.parseJson, async (req, res) => {
    const caller = await q.authenticate(req);
    requireAudience(req, caller, openFrame.audience);
    const { accountId, emailId, images, part, charset, dark } = openFrame.body.parse(req.body);
    const grant: FrameGrant = {
      readerId: caller.principal.account.account_id,
      accountId: accountId as AccountId,
      emailId: emailId as EmailId,
      images,
      dark,
      until: app.clock.now() + LIMITS.frameLifeMs,
      ...(part === undefined ? {} : { blobId: part }),
      ...(charset === undefined ? {} : { charset }),
    };
    await checkGrant(app, grant);
    const { channel, account } = caller.principal;
    await noteEmailRead(app, { ...grant, actor: { accountId: account.account_id, channel } });
    res.setHeader("Cache-Control", "no-store");
    const subject = charset === undefined ? null : await subjectIn(app, { ...grant, charset });
    res.json({ url: `/m/${signGrant(await signingKey(), grant)}`, subject });
  });

  server.get("/m/:token", async (req, res) => {
    const { grant, token, signer } = await openGrant(app, req, await signingKey());
    const body = await renderMessage(app, {
      ...grant,
      partUrl: (path) => `/m/${token}/part/${path}`,
      remoteUrl: grant.images ? (url) => `/m/${token}/remote/${signedUrl(signer, url)}` : null,
    });
    res.setHeader("Content-Security-Policy", framePolicy(`${originOf(req)}/m/${token}/`));
    res.setHeader("X-Frame-Options", "SAMEORIGIN");
    res.setHeader("Cache-Control", "private, no-store");
    res.type("html").send(frameDocument(body.html, { ...body, dark: grant.dark }));
  });

  server.get("/m/:token/part/:path", async (req, res) => {
    const { grant } = await openGrant(app, req, await signingKey());
    const picture = await pictureOf(app, { ...grant, path: String(req.params.path) });
    sendPicture(res, picture);
  });

  server.get("/m/:token/remote/:url", async (req, res) => {
    const { grant, signer } = await openGrant(app, req, await signingKey());
    const [text = "", signature = ""] = String(req.params.url).split(".");
    if (!grant.images || !isSigned(signer, text, signature)) throw new MailError("access.denied");
    const picture = await q.fetchImage(Buffer.from(text, "base64url").toString());
    if (!picture) throw new MailError("notFound");
    sendPicture(res, picture);
  });
}

async function openGrant(app: App, req: Request, signer: Buffer) {
  const token = String(req.params.token);
  const grant = readGrant(signer, token, app.clock.now());
  if (!grant) throw new MailError("access.denied", "frame token");
  await checkGrant(app, grant);
  return { grant, token, signer };
}

/** Rights may have ended since the address was given. */
async function checkGrant(app: App, grant: FrameGrant): Promise<void> {
  await app.db.read(async (r) => {
    const reader = await principalOf(r, { accountId: grant.readerId, channel: "web", ip: "" });
    await requireMail(r, reader, { accountId: grant.accountId, nowMs: app.clock.now(), write: false });
  });
}

/** Pictures are asked for by a document of an opaque origin, so they are open to it; they are nothing but pictures. */
function sendPicture(res: Response, picture: { type: string; bytes: Buffer }): void {
  res.setHeader("Content-Type", picture.type);
  res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  res.setHeader("Cache-Control", "private, max-age=600");
  res.setHeader("Content-Disposition", "attachment");
  res.end(picture.bytes);
}

function signedUrl(signer: Buffer, url: string): string {
  const text = Buffer.from(url).toString("base64url");
  return `${text}.${signText(signer, text)}`;
}

/** The name under which the browser reached us, for the policy; checked, since it is the browser's word. */
function originOf(req: Request): string {
  const host = req.headers.host ?? "";
  if (!/^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-fA-F:.]+\](:\d{1,5})?$/.test(host)) throw new MailError("invalid", "host");
  return `${req.protocol}://${host}`;
}
