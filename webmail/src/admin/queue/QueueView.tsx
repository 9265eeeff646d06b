import type { WaitingDomain, WaitingLetter } from "@congthu/shared/api/queue";
import { Button, Checkbox, Loader, Text, Textarea, UnstyledButton } from "@mantine/core";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import { tableFileUrl } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { type ChosenLetters, dropQueue, listQueue, listQueueDomains, retryQueue } from "../operations-api.ts";
import { ExportMenu } from "../ui/ExportMenu.tsx";
import { Failure } from "../ui/Failure.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import css from "./QueueView.module.css";
import { WaitingLetterRow } from "./WaitingLetterRow.tsx";

/** What waits to be sent and why; letters, or all for a domain, are tried now or dropped. */
export function QueueView() {
  const { can } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const asked = { agencyId: agencyId ?? undefined, domain: query.domain };
  const key = JSON.stringify(asked);
  const domains = useLoad(`domains ${agencyId}`, () => listQueueDomains({ agencyId: asked.agencyId }));
  const first = useLoad(key, (signal) => listQueue(asked, signal));
  const [more, setMore] = useState<{ items: WaitingLetter[]; next: string | null }>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [dropping, setDropping] = useState<ChosenLetters>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins anew
  useEffect(() => {
    setMore(undefined);
    setChosen([]);
  }, [key, first.value]);
  const items = [...(first.value?.items ?? []), ...(more?.items ?? [])];
  const next = more ? more.next : (first.value?.next ?? null);
  const manages = can("queue.manage");
  const reload = () => {
    first.reload();
    domains.reload();
  };
  const retry = (what: ChosenLetters) =>
    retryQueue(what).then(({ letters }) => {
      toast(t("queue.retried", { n: formatCount(letters) }));
      reload();
    }, toastError);
  const showMore = () =>
    listQueue({ ...asked, after: next ?? undefined }).then(
      (page) => setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next }),
      toastError,
    );
  const what: ChosenLetters | undefined =
    chosen.length > 0 ? { ids: [...chosen] } : query.domain ? { domain: query.domain } : undefined;
  return (
    <>
      {first.error !== undefined && <Failure error={first.error} onRetry={reload} />}
      <Domains items={domains.value?.items ?? []} total={domains.value?.total ?? 0} chosen={query.domain} />
      <Sheet>
        <div className={css.bar}>
          <Button variant="default" leftSection={<IconRefresh size={17} />} onClick={reload}>
            {t("queue.reload")}
          </Button>
          <ExportMenu urlOf={(format) => tableFileUrl("queue", { ...asked, format })} />
          {manages && what && (
            <>
              <Button variant="light" onClick={() => void retry(what)}>
                {chosen.length > 0 ? t("queue.retry", { n: formatCount(chosen.length) }) : t("queue.retryDomain")}
              </Button>
              <Button
                variant="light"
                color="red"
                leftSection={<IconTrash size={17} />}
                onClick={() => setDropping(what)}
              >
                {chosen.length > 0 ? t("queue.drop", { n: formatCount(chosen.length) }) : t("queue.dropDomain")}
              </Button>
            </>
          )}
          {manages && !what && items.length > 0 && (
            <Text size="sm" c="var(--ink-2)">
              {t("queue.chooseHint")}
            </Text>
          )}
        </div>
        {first.loading && items.length === 0 && <Loader size="sm" />}
        {first.value && items.length === 0 && (
          <Text ta="center" c="var(--ink-2)" role="status" py="md">
            {t("queue.empty")}
          </Text>
        )}
        {items.map((letter) => (
          <WaitingLetterRow
            key={letter.id}
            letter={letter}
            mark={
              manages && (
                <Checkbox
                  aria-label={t("queue.choose", { to: letter.to })}
                  checked={chosen.includes(letter.id)}
                  onChange={() =>
                    setChosen(
                      chosen.includes(letter.id) ? chosen.filter((id) => id !== letter.id) : [...chosen, letter.id],
                    )
                  }
                />
              )
            }
          />
        ))}
        {next !== null && (
          <Button mt="sm" variant="default" onClick={() => void showMore()}>
            {t("queue.more")}
          </Button>
        )}
      </Sheet>
      {dropping && (
        <DropDialog
          what={dropping}
          onClose={() => setDropping(undefined)}
          onDone={() => {
            setDropping(undefined);
            reload();
          }}
        />
      )}
    </>
  );
}

type DomainProps = { items: readonly WaitingDomain[]; total: number; chosen: string | undefined };

function Domains({ items, total, chosen }: DomainProps) {
  if (items.length === 0) return null;
  const all = [{ domain: undefined, label: t("queue.all"), waiting: total }];
  const each = items.slice(0, 30).map(({ domain, waiting }) => ({ domain, label: domain, waiting }));
  return (
    <fieldset className={css.domains} aria-label={t("queue.byDomain")} style={{ border: 0, padding: 0, margin: 0 }}>
      {[...all, ...each].map(({ domain, label, waiting }) => (
        <UnstyledButton
          key={label}
          className={css.domain ?? ""}
          data-on={chosen === domain || undefined}
          aria-pressed={chosen === domain}
          onClick={() => choose({ domain })}
        >
          {label} <span className={css.sub}>{formatCount(waiting)}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

function DropDialog({ what, onClose, onDone }: { what: ChosenLetters; onClose: () => void; onDone: () => void }) {
  const [reason, setReason] = useState("");
  const submit = async () => {
    const { letters } = await dropQueue({ ...what, reason });
    toast(t("queue.dropped", { n: formatCount(letters) }));
    onDone();
  };
  return (
    <FormDialog
      title={what.domain ? t("queue.dropAllFor", { domain: what.domain }) : t("queue.dropTitle")}
      submit={t("queue.dropNow")}
      danger
      disabled={reason.trim() === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("queue.dropHint")}</Text>
      <Textarea
        label={t("queue.reason")}
        required
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
        maxLength={300}
        autosize
        minRows={2}
      />
    </FormDialog>
  );
}
