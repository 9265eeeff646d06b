import type { own as source } from "../vi/own.ts";

export const own: Record<keyof typeof source, string> = {
  "links.hint":
    "Files too large for a letter are sent as links. Whoever has the link can download the file without signing in, until it expires or is withdrawn. The files count against the room of the mailbox.",
  "links.none": "No file has been sent as a link.",
  "links.until": "Expires {day}",
  "links.by": "Sent by {name} on {day}",
  "links.downloads": "{n} download, last {when}|{n} downloads, last {when}",
  "links.noDownloads": "Not downloaded yet",
  "links.copy": "Copy the link to {name}",
  "links.copied": "Link copied",
  "links.withdraw": "Withdraw",
  "links.withdrawOne": "Withdraw the link to {name}",
  "links.withdrawConfirm": "Nobody can download “{name}” after that, not even those who got the letter.",
  "links.withdrawn": "Link withdrawn",
};
