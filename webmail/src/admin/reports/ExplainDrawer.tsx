import type { UsageReason } from "@congthu/shared/api/reports";
import { definitionSentences } from "@congthu/shared/usage-definition";
import { USAGE_MEASURES } from "@congthu/shared/usage-measures";
import { Button, Drawer, Loader, Text } from "@mantine/core";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { explainUsage, type Window } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLoad } from "../use-load.ts";
import { ListHead } from "./ListHead.tsx";
import css from "./UsageViews.module.css";

/** Whose figure is explained: an agency with all below it, or everything in sight; `value` is what the table shows. */
export type Asked = { agencyId: string | undefined; name: string; measureId: string; value: string };
type Props = {
  asked: Asked;
  window: Window;
  onward: { label: string; go: () => void } | undefined;
  onClose: () => void;
};

/** Which people count in a figure and which do not, and why: in numbers, never by name. */
export function ExplainDrawer({ asked, window, onward, onClose }: Props) {
  const language = languageStore.get();
  const measure = USAGE_MEASURES.find((m) => m.id === asked.measureId);
  const own = asked.agencyId === undefined ? {} : { own: true };
  const q = { from: window.from, to: window.to, agencyId: asked.agencyId ?? window.agencyId, ...own };
  const { value, error, reload } = useLoad(`explain ${JSON.stringify(q)}`, () => explainUsage(q));
  const counts = countedReasons(asked.measureId);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="34rem"
      title={t("explain.title", { agency: asked.name })}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <Text fw={600}>{measure?.[language]}</Text>
      <Text size="xl" fw={700} mb="sm">
        {asked.value}
      </Text>
      {/^(staff|leaders)$/.test(asked.measureId) && <Text mb="sm">{t("explain.declared")}</Text>}
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!value && error === undefined && <Loader size="sm" />}
      {value && (
        <>
          <table className={css.list} aria-label={t("explain.reasons")}>
            <ListHead
              columns={[
                { text: t("explain.reasons") },
                { text: t("explain.accounts"), number: true },
                { text: t("explain.leaders"), number: true },
                { text: t("explain.counts") },
              ]}
            />
            <tbody>
              {value.reasons
                .filter((r) => r.accounts > 0)
                .map((r) => (
                  <tr key={r.reason} data-counts={counts?.has(r.reason)}>
                    <th scope="row">{t(`explain.${r.reason}`)}</th>
                    <td data-number>{formatCount(r.accounts)}</td>
                    <td data-number>{formatCount(r.leaders)}</td>
                    <td>{counts ? t(counts.has(r.reason) ? "explain.yes" : "explain.no") : "–"}</td>
                  </tr>
                ))}
            </tbody>
          </table>
          <ul style={{ paddingLeft: "1.1rem", fontSize: "0.9rem" }}>
            {definitionSentences(value.definition, language).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {onward && (
            <Button variant="light" onClick={onward.go}>
              {onward.label}
            </Button>
          )}
        </>
      )}
    </Drawer>
  );
}

/** The reasons whose accounts are in a figure; null for figures that are not about people. */
function countedReasons(measureId: string): ReadonlySet<UsageReason> | null {
  const users: UsageReason[] = ["regular", "active"];
  const owners: UsageReason[] = [...users, "otherActs", "idle", "never", "onLeave"];
  if (/^(regular|leaderRegular)/.test(measureId)) return new Set<UsageReason>(["regular"]);
  if (/^(active|leaderActive|leaderShare)/.test(measureId)) return new Set(users);
  if (/^(mailboxes|mailboxShare|leaderMailboxes)/.test(measureId)) return new Set(owners);
  if (measureId === "onLeave") return new Set<UsageReason>(["onLeave"]);
  if (measureId === "neverUsed") return new Set<UsageReason>(["never"]);
  return null;
}
