import type { TracedLetter } from "@congthu/shared/api/trace";
import { addDays, formatTime } from "@congthu/shared/dates";
import { Badge, Button, Loader, Menu, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconDownload, IconSearch } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { toastError } from "../../ui/toast.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { findLetters, mailLogUrl } from "../operations-api.ts";
import { DayField } from "../ui/DayField.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { OUTCOMES, outcomesOf } from "./model.ts";
import { TraceDrawer } from "./TraceDrawer.tsx";
import css from "./TraceView.module.css";

/** One search for what became of a letter. */
export function TraceView() {
  const { view } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const [text, setText] = useState(query.text ?? "");
  const from = query.from ?? addDays(view.today, -7);
  const to = query.to ?? view.today;
  const asked = { text: query.text ?? "", fromDay: from, toDay: to };
  const key = query.asked ? JSON.stringify(asked) : "";
  const first = useLoad(key, (signal) => findLetters(asked, signal));
  const [older, setOlder] = useState<{ key: string; items: TracedLetter[]; next: string | null }>();
  const more = older?.key === key ? older : undefined;
  const items = [...(first.value?.items ?? []), ...(more?.items ?? [])];
  const next = more ? more.next : (first.value?.next ?? null);
  const search = (event: FormEvent) => {
    event.preventDefault();
    choose({ text: text.trim() || undefined, asked: "1", from, to });
    first.reload();
  };
  const showOlder = () =>
    findLetters({ ...asked, before: next ?? undefined }).then(
      (page) => setOlder({ key, items: [...(more?.items ?? []), ...page.items], next: page.next }),
      toastError,
    );
  const file = { fromDay: from, toDay: to, agencyId: agencyId ?? undefined };
  return (
    <>
      <Sheet
        title={t("trace.title")}
        actions={
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" size="compact-md" leftSection={<IconDownload size={16} />}>
                {t("trace.download")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {(["xlsx", "csv", "json"] as const).map((format) => (
                <Menu.Item key={format} component="a" href={mailLogUrl({ ...file, format })} download>
                  {format.toUpperCase()}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        }
      >
        <Text size="sm" c="var(--ink-2)" mb="sm">
          {t("trace.hint")}
        </Text>
        <form className={css.search} onSubmit={search} aria-label={t("trace.title")}>
          <TextInput
            className={css.text ?? ""}
            label={t("trace.text")}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
            leftSection={<IconSearch size={16} />}
            maxLength={500}
          />
          <DayField label={t("form.from")} value={from} onChange={(day) => choose({ from: day })} max={view.today} />
          <DayField label={t("form.to")} value={to} onChange={(day) => choose({ to: day })} max={view.today} />
          <Button type="submit">{t("trace.search")}</Button>
        </form>
      </Sheet>
      {first.error !== undefined && <Failure error={first.error} onRetry={first.reload} />}
      {key !== "" && (
        <Sheet>
          {first.loading && items.length === 0 && <Loader size="sm" />}
          {first.value && items.length === 0 && (
            <Text c="var(--ink-2)" role="status">
              {t("trace.none")}
            </Text>
          )}
          {items.map((letter) => (
            <Letter key={letter.traceId} letter={letter} />
          ))}
          {next !== null && (
            <Button mt="sm" variant="default" onClick={() => void showOlder()}>
              {t("trace.more")}
            </Button>
          )}
        </Sheet>
      )}
      {query.open && <TraceDrawer traceId={query.open} onClose={() => choose({ open: undefined })} />}
    </>
  );
}

function Letter({ letter }: { letter: TracedLetter }) {
  return (
    <UnstyledButton className={css.letter ?? ""} onClick={() => choose({ open: letter.traceId })}>
      <span className={css.when}>{formatTime(letter.at)}</span>
      <span className={css.who}>
        {letter.sender || t("trace.notice")} → {letter.recipient || t("trace.several")}
        {letter.messageId && <span className={css.sub} style={{ display: "block" }}>{`<${letter.messageId}>`}</span>}
      </span>
      <span className={css.marks}>
        {outcomesOf(letter).map(({ outcome, n }) => (
          <Badge key={outcome} variant="light" tt="none" color={OUTCOMES[outcome]}>
            {n > 1 ? `${formatCount(n)} ` : ""}
            {t(`trace.${outcome}`)}
          </Badge>
        ))}
      </span>
    </UnstyledButton>
  );
}
