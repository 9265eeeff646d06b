import type { Hop, TracedLetter } from "@congthu/shared/api/trace";
import { formatTime } from "@congthu/shared/dates";
import { Alert, Drawer, Loader, Stack } from "@mantine/core";
import { languageStore } from "../../i18n/i18n.ts";
import { formatSize } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { readTrace } from "../operations-api.ts";
import { Facts } from "../ui/Facts.tsx";
import { Failure } from "../ui/Failure.tsx";
import { useLoad } from "../use-load.ts";
import { toneOf } from "./model.ts";
import css from "./TraceView.module.css";

/** One letter's way, hop by hop. */
export function TraceDrawer({ traceId, onClose }: { traceId: string; onClose: () => void }) {
  const { value, error, reload } = useLoad(traceId, () => readTrace(traceId));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="38rem"
      title={t("trace.path")}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!value && error === undefined && <Loader size="sm" />}
      {value && (
        <Stack gap="lg">
          <Facts facts={factsOf(value.letter)} />
          <ol className={css.hops}>
            {value.hops.map((hop, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: hops have no names and never change places
              <HopItem key={i} hop={hop} />
            ))}
          </ol>
          {value.more && <Alert color="gray">{t("trace.cut")}</Alert>}
        </Stack>
      )}
    </Drawer>
  );
}

function factsOf(letter: TracedLetter): [string, string][] {
  return [
    [t("trace.from"), letter.sender || t("trace.notice")],
    ...(letter.messageId ? [[t("trace.messageId"), `<${letter.messageId}>`] as [string, string]] : []),
    [t("trace.size"), formatSize(letter.sizeBytes)],
  ];
}

function HopItem({ hop }: { hop: Hop }) {
  const language = languageStore.get();
  return (
    <li className={css.hop} data-tone={toneOf(hop)}>
      <div className={css.sub}>{formatTime(hop.at)}</div>
      <div>{hop.what[language]}</div>
      {hop.why && <div className={css.why}>{hop.why[language]}</div>}
      {hop.reply && <div className={css.reply}>{t("trace.said", { reply: hop.reply })}</div>}
      {hop.ip && hop.port > 0 && (
        <div className={css.sub}>
          {[t("trace.client", { ip: hop.ip, port: String(hop.port) }), hop.tls].filter(Boolean).join(" · ")}
        </div>
      )}
    </li>
  );
}
