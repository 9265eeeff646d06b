import type { Mailbox } from "@congthu/shared/jmap/mail";
import { t } from "../../i18n/t.ts";
import { askName } from "../../ui/ask-name.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import type { MailAccount } from "../mail.ts";
import { createFolder, renameFolder } from "./folder-acts.ts";

export type FolderDialogs = {
  create: (parent: Mailbox | null) => void;
  rename: (mailbox: Mailbox) => void;
  move: (mailbox: Mailbox) => void;
};

/** The dialogs that ask for a folder's name. */
export function useFolderDialogs(account: MailAccount): FolderDialogs {
  const label = t("folders.name");
  return {
    move(mailbox) {
      void import("./move-folder.tsx").then(({ askParent }) => askParent(account, mailbox)).catch(toastError);
    },
    create(parent) {
      askName({
        title: t(parent ? "folders.createIn" : "folders.create"),
        label,
        value: "",
        async save(name) {
          await createFolder(account, name, parent?.id ?? null);
          toast(t("folders.created", { name }));
        },
      });
    },
    rename(mailbox) {
      askName({
        title: t("folders.rename"),
        label,
        value: mailbox.name,
        async save(name) {
          await renameFolder(account, mailbox.id, name);
          toast(t("folders.renamed"));
        },
      });
    },
  };
}
