import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useStore } from "../../../data/use-store.ts";
import { o } from "../../../i18n/order-words.ts";
import type { MailAccount } from "../../mail.ts";
import { useMailboxes } from "../../mail-context.ts";
import { flattenTree, folderTree } from "../../mailboxes/model.ts";
import { folderName } from "../../mailboxes/names.ts";
import { preferencesStore } from "../../preferences.ts";
import { ACTIONS, CONDITIONS, needsTarget, needsValue, type RuleDraft } from "./draft.ts";
import css from "./Rules.module.css";

type Condition = RuleDraft["conditions"][number];
type Action = RuleDraft["actions"][number];
type ConditionProps = { lines: readonly Condition[]; onChange: (lines: Condition[]) => void };
type ActionProps = { account: MailAccount; lines: readonly Action[]; onChange: (lines: Action[]) => void };

/** What a letter must have. */
export function ConditionLines({ lines, onChange }: ConditionProps) {
  const put = (i: number, part: Partial<Condition>) =>
    onChange(lines.map((line, at) => (at === i ? { ...line, ...part } : line)));
  return (
    <>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <div key={i} className={css.line}>
          <Checkbox
            label={o("rules.not")}
            checked={line.not}
            onChange={(event) => put(i, { not: event.currentTarget.checked })}
          />
          <NativeSelect
            aria-label={o("rules.condition", { n: i + 1 })}
            value={line.kind}
            data={CONDITIONS.map((value) => ({ value, label: o(`rules.condition.${value}`) }))}
            onChange={(event) => put(i, { kind: CONDITIONS.find((k) => k === event.currentTarget.value) ?? "from" })}
          />
          {needsValue(line.kind) && (
            <TextInput
              className={css.grow ?? ""}
              aria-label={o("rules.value", { n: i + 1 })}
              value={line.value}
              onChange={(event) => put(i, { value: event.currentTarget.value })}
            />
          )}
          <Drop label={o("rules.dropCondition", { n: i + 1 })} onClick={() => onChange(without(lines, i))} />
        </div>
      ))}
      <Add
        label={o("rules.addCondition")}
        onClick={() => onChange([...lines, { kind: "subject", not: false, value: "" }])}
      />
    </>
  );
}

/** What is done with it. */
export function ActionLines({ account, lines, onChange }: ActionProps) {
  const put = (i: number, part: Partial<Action>) =>
    onChange(lines.map((line, at) => (at === i ? { ...line, ...part } : line)));
  return (
    <>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <div key={i} className={css.line}>
          <span />
          <NativeSelect
            aria-label={o("rules.action", { n: i + 1 })}
            value={line.kind}
            data={ACTIONS.map((value) => ({ value, label: o(`rules.action.${value}`) }))}
            onChange={(event) =>
              put(i, { kind: ACTIONS.find((k) => k === event.currentTarget.value) ?? "flag", target: "" })
            }
          />
          {needsTarget(line.kind) && (
            <Target account={account} line={line} n={i + 1} onChange={(target) => put(i, { target })} />
          )}
          <Drop label={o("rules.dropAction", { n: i + 1 })} onClick={() => onChange(without(lines, i))} />
        </div>
      ))}
      <Add label={o("rules.addAction")} onClick={() => onChange([...lines, { kind: "flag", target: "" }])} />
    </>
  );
}

type TargetProps = { account: MailAccount; line: Action; n: number; onChange: (target: string) => void };

function Target({ account, line, n, onChange }: TargetProps) {
  const folders = flattenTree(folderTree(useMailboxes(account.cache)));
  const labels = useStore(preferencesStore, (p) => p.labels);
  const label = o("rules.target", { n });
  if (line.kind === "forward")
    return (
      <TextInput
        className={css.grow ?? ""}
        type="email"
        aria-label={label}
        description={o("rules.forwardHint")}
        value={line.target}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  const choices =
    line.kind === "label"
      ? labels.map(({ keyword, name }) => ({ value: keyword, label: name }))
      : folders
          .filter(({ mailbox }) => mailbox.role !== "drafts" && mailbox.myRights.mayAddItems)
          .map(({ mailbox, depth }) => ({ value: mailbox.id, label: `${"– ".repeat(depth)}${folderName(mailbox)}` }));
  return (
    <NativeSelect
      className={css.grow ?? ""}
      aria-label={label}
      value={line.target}
      data={[{ value: "", label: "" }, ...choices]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Drop({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
      <IconX size={17} />
    </ActionIcon>
  );
}

function Add({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="subtle" size="compact-sm" mb="xs" leftSection={<IconPlus size={16} />} onClick={onClick}>
      {label}
    </Button>
  );
}

function without<T>(lines: readonly T[], at: number): T[] {
  return lines.filter((_, i) => i !== at);
}
