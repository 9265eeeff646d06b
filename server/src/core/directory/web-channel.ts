import type { Channel } from "../../store/mail-log.ts";

/** Whether somebody sits at a browser, who can be asked for more than a password. */
export function isWebChannel(channel: Channel): boolean {
  return channel === "web" || channel === "mobile";
}
