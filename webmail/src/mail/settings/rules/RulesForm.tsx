import type { MailRule } from "@congthu/shared/jmap/congthu";
import { ActionIcon, Alert, Button, Group, Loader, Switch, Text } from "@mantine/core";
import { IconArrowUp, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { loadRecords, recordsOf, setRecords } from "../../../data/records.ts";
import { errorText } from "../../../i18n/errors.ts";
import { o } from "../../../i18n/order-words.ts";
import { t } from "../../../i18n/t.ts";
import { confirm } from "../../../ui/confirm.tsx";
import { toastError } from "../../../ui/toast.tsx";
import type { MailAccount } from "../../mail.ts";
import { useCache } from "../../mail-context.ts";
import { AccountChoice } from "../AccountChoice.tsx";
import { RuleEditor } from "./RuleEditor.tsx";
import css from "./Rules.module.css";

/** What is done with mail as it comes, for each mailbox the person answers for. */
export function RulesForm() {
  return <AccountChoice>{(account) => <Rules key={account.id} account={account} />}</AccountChoice>;
}

function Rules({ account }: { account: MailAccount }) {
  const rules = useCache(account.cache, (cache) => recordsOf(cache, "MailRule"));
  const [state, setState] = useState<"loading" | "ready" | { failed: string }>("loading");
  const [editing, setEditing] = useState<MailRule | "new">();
  useEffect(() => {
    loadRecords(account, ["MailRule"]).then(
      () => setState("ready"),
      (error: unknown) => setState({ failed: errorText(error) }),
    );
  }, [account]);
  if (state === "loading") return <Loader size="sm" aria-label={t("app.loading")} />;
  if (state !== "ready")
    return (
      <Alert color="red" role="alert">
        {state.failed}
      </Alert>
    );
  const sorted = [...rules].sort((a, b) => a.sortOrder - b.sortOrder);
  if (editing)
    return (
      <RuleEditor
        account={account}
        rule={editing === "new" ? null : editing}
        last={sorted.at(-1)?.sortOrder ?? 0}
        onDone={() => setEditing(undefined)}
      />
    );
  return (
    <>
      <Text size="sm" c="var(--ink-2)">
        {sorted.length > 0 ? o("rules.hint") : o("rules.none")}
      </Text>
      <ul className={css.rules}>
        {sorted.map((rule, i) => (
          <RuleLine
            key={rule.id}
            account={account}
            rule={rule}
            before={sorted[i - 1]}
            onEdit={() => setEditing(rule)}
          />
        ))}
      </ul>
      <div>
        <Button leftSection={<IconPlus size={17} />} onClick={() => setEditing("new")}>
          {o("rules.create")}
        </Button>
      </div>
    </>
  );
}

type LineProps = { account: MailAccount; rule: MailRule; before: MailRule | undefined; onEdit: () => void };

function RuleLine({ account, rule, before, onEdit }: LineProps) {
  const { id, name } = rule;
  const update = (changes: Record<string, Partial<MailRule>>) =>
    void setRecords(account, "MailRule", { update: changes }).catch(toastError);
  const remove = async () => {
    const text = o("rules.removeConfirm", { name });
    if (!(await confirm({ title: o("rules.remove", { name }), text, confirm: o("rules.remove", { name }) }))) return;
    await setRecords(account, "MailRule", { destroy: [id] }).catch(toastError);
  };
  return (
    <li className={css.rule}>
      <Switch
        aria-label={o("rules.on", { name })}
        checked={rule.isEnabled}
        onChange={(event) => update({ [id]: { isEnabled: event.currentTarget.checked } })}
      />
      <span className={css.name}>{name}</span>
      <Group gap={2} wrap="nowrap">
        {before && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={o("rules.up", { name })}
            onClick={() =>
              update({ [id]: { sortOrder: before.sortOrder }, [before.id]: { sortOrder: before.sortOrder + 1 } })
            }
          >
            <IconArrowUp size={18} />
          </ActionIcon>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={o("rules.edit", { name })} onClick={onEdit}>
          <IconPencil size={18} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="red" aria-label={o("rules.remove", { name })} onClick={() => void remove()}>
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
    </li>
  );
}
