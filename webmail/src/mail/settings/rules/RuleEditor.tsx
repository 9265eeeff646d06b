import type { MailRule } from "@congthu/shared/jmap/congthu";
import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { newBatch } from "../../../data/jmap-client.ts";
import { setRecords } from "../../../data/records.ts";
import { formatCount } from "../../../i18n/numbers.ts";
import { o } from "../../../i18n/order-words.ts";
import { t } from "../../../i18n/t.ts";
import { toast, toastError } from "../../../ui/toast.tsx";
import type { MailAccount } from "../../mail.ts";
import { conditionsOf, draftOfRule, EMPTY_RULE, type RuleDraft, ruleFaults, ruleOfDraft } from "./draft.ts";
import { ActionLines, ConditionLines } from "./RuleLines.tsx";
import css from "./Rules.module.css";

const FAULTS = { name: "rules.nameMissing", value: "rules.valueMissing", action: "rules.actionMissing" } as const;

type Props = { account: MailAccount; rule: MailRule | null; last: number; onDone: () => void };

/** One rule in plain words, with a run that shows what it would have fitted. */
export function RuleEditor({ account, rule, last, onDone }: Props) {
  const [draft, setDraft] = useState<RuleDraft>(rule ? draftOfRule(rule) : EMPTY_RULE);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const faults = ruleFaults(draft);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length > 0) return;
    setBusy(true);
    const next = ruleOfDraft(draft);
    try {
      if (rule) await setRecords(account, "MailRule", { update: { [rule.id]: next } });
      else await setRecords(account, "MailRule", { create: { ...next, isEnabled: true, sortOrder: last + 1 } });
      toast(o("rules.saved", { name: next.name }));
      onDone();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={o("rules.name")}
          value={draft.name}
          maxLength={200}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <fieldset className={css.lines}>
          <legend>{o("rules.when")}</legend>
          {draft.conditions.length > 1 && (
            <NativeSelect
              mb="sm"
              aria-label={o("rules.when")}
              value={draft.match}
              data={(["all", "any"] as const).map((value) => ({ value, label: o(`rules.match.${value}`) }))}
              onChange={(event) => change({ match: event.currentTarget.value === "any" ? "any" : "all" })}
            />
          )}
          {draft.conditions.length === 0 && <Text mb="sm">{o("rules.always")}</Text>}
          <ConditionLines lines={draft.conditions} onChange={(conditions) => change({ conditions })} />
        </fieldset>
        <fieldset className={css.lines}>
          <legend>{o("rules.then")}</legend>
          <ActionLines account={account} lines={draft.actions} onChange={(actions) => change({ actions })} />
          <Checkbox
            label={o("rules.stop")}
            checked={draft.stop}
            onChange={(event) => change({ stop: event.currentTarget.checked })}
          />
        </fieldset>
        {tried &&
          faults.map((fault) => (
            <Text key={fault} c="var(--danger-ink)" role="alert" size="sm">
              {o(FAULTS[fault])}
            </Text>
          ))}
        <TestRun account={account} draft={draft} />
        <Group>
          <Button type="submit" loading={busy}>
            {t("app.save")}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t("app.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Tested = { looked: number; ids: string[]; subjects: string[] };

/** Which of the letters that lie in the inbox the rule fits; nothing is done to them. */
function TestRun({ account, draft }: { account: MailAccount; draft: RuleDraft }) {
  const [tested, setTested] = useState<Tested>();
  const run = () => testRule(account, draft).then(setTested, toastError);
  const ready = ruleFaults({ ...draft, name: "x", actions: [{ kind: "flag", target: "" }] }).length === 0;
  return (
    <div>
      <Button variant="light" disabled={!ready} onClick={() => void run()}>
        {o("rules.test")}
      </Button>
      {tested && (
        <Alert mt="sm" role="status">
          {o("rules.tested", { n: formatCount(tested.ids.length), looked: formatCount(tested.looked) })}
          <ul>
            {tested.subjects.map((subject, i) => (
              <li key={tested.ids[i]}>{subject}</li>
            ))}
          </ul>
        </Alert>
      )}
    </div>
  );
}

async function testRule({ id: accountId, client }: MailAccount, draft: RuleDraft): Promise<Tested> {
  const batch = newBatch();
  const rule = { match: draft.match, conditions: conditionsOf(draft) };
  const test = batch.add("MailRule/test", { accountId, rule, limit: 500 });
  const get = batch.add("Email/get", { accountId, "#ids": test.ref("/ids"), properties: ["subject"] });
  const replies = await client.run(batch);
  const { looked, ids } = replies.of(test);
  const subjects = new Map(replies.of(get).list.map((one) => [one.id, one.subject]));
  return { looked, ids, subjects: ids.slice(0, 5).map((id) => subjects.get(id) || t("list.noSubject")) };
}
