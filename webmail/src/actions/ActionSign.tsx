import {
  IconAlertOctagon,
  IconArchive,
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconDownload,
  IconFlag,
  IconFlagFilled,
  IconFolderSymlink,
  IconMail,
  IconMailOpened,
  IconPrinter,
  IconTrash,
} from "@tabler/icons-react";
import type { ActionName, ActionScene } from "./actions.ts";
import { ACTIONS } from "./actions.ts";

const SIGNS: Partial<Record<ActionName, typeof IconMail>> = {
  reply: IconArrowBackUp,
  replyAll: IconArrowBackUpDouble,
  forward: IconArrowForwardUp,
  archive: IconArchive,
  delete: IconTrash,
  move: IconFolderSymlink,
  flag: IconFlag,
  read: IconMail,
  junk: IconAlertOctagon,
  print: IconPrinter,
  download: IconDownload,
};

/** The sign of an action, as it would act on the scene. */
export function ActionSign({ name, scene, size = 20 }: { name: ActionName; scene: ActionScene; size?: number }) {
  const label = ACTIONS[name].label(scene);
  const Sign = label === "act.markRead" ? IconMailOpened : label === "act.unflag" ? IconFlagFilled : SIGNS[name];
  return Sign ? <Sign size={size} stroke={1.8} aria-hidden /> : null;
}
