import { Button } from "@mantine/core";
import { IconFolderPlus, IconPencil } from "@tabler/icons-react";
import { t } from "../../i18n/t.ts";
import { useDesk, usePlace } from "../desk-context.ts";
import { LabelList } from "../labels/LabelList.tsx";
import type { MailAccount } from "../mail.ts";
import { useMail, useMailboxes } from "../mail-context.ts";
import { SavedSearches } from "../search/SavedSearches.tsx";
import css from "./FolderPane.module.css";
import { FolderRow } from "./FolderRow.tsx";
import { folderTree } from "./model.ts";
import { StorageBar } from "./StorageBar.tsx";
import { useFolderDialogs } from "./use-folder-dialogs.tsx";

/** The folders of every account: the person's own first, then the agency mailboxes. */
export function FolderPane({ onChosen }: { onChosen?: () => void }) {
  const { accounts } = useMail();
  const { perform } = useDesk();
  return (
    <nav className={css.pane} aria-label={t("folders.label")}>
      <Button
        className={css.compose ?? ""}
        size="md"
        leftSection={<IconPencil size={19} />}
        onClick={() => {
          onChosen?.();
          perform({ do: "compose" });
        }}
      >
        {t("act.compose")}
      </Button>
      <div className={css.accounts}>
        {accounts.map((account) => (
          <AccountFolders key={account.id} account={account} alone={accounts.length === 1} onChosen={onChosen} />
        ))}
        <SavedSearches onChosen={onChosen} />
        <LabelList onChosen={onChosen} />
      </div>
    </nav>
  );
}

type Props = { account: MailAccount; alone: boolean; onChosen?: (() => void) | undefined };

function AccountFolders({ account, alone, onChosen }: Props) {
  const tree = folderTree(useMailboxes(account.cache));
  const { mailbox, search } = usePlace();
  const dialogs = useFolderDialogs(account);
  const current = search ? null : (mailbox?.id ?? null);
  return (
    <section aria-label={account.name}>
      {!alone && (
        <h2 className={css.account}>
          {account.name}
          {account.isReadOnly && <small> · {t("shell.readOnly")}</small>}
        </h2>
      )}
      <ul className={css.tree}>
        {tree.map((node) => (
          <FolderRow
            key={node.mailbox.id}
            account={account}
            node={node}
            current={current}
            dialogs={dialogs}
            onChosen={onChosen}
          />
        ))}
      </ul>
      {!account.isReadOnly && (
        <Button
          className={css.create ?? ""}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFolderPlus size={17} />}
          onClick={() => dialogs.create(null)}
        >
          {t("folders.create")}
        </Button>
      )}
      <StorageBar account={account} />
    </section>
  );
}
