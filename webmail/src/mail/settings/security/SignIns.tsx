import type { SignInEntry } from "@congthu/shared/api/security";
import { formatTime } from "@congthu/shared/dates";
import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { t } from "../../../i18n/t.ts";
import { listSignIns } from "../../../session/security-api.ts";
import { toastError } from "../../../ui/toast.tsx";
import { Section } from "./Section.tsx";
import css from "./Security.module.css";
import { deviceWords } from "./Sessions.tsx";

/** Who has come in, and who has tried, the newest first. */
export function SignIns() {
  const [items, setItems] = useState<SignInEntry[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const more = useCallback(
    (before?: string) =>
      listSignIns(before).then((page) => {
        setItems((shown) => (before === undefined ? page.items : [...shown, ...page.items]));
        setNext(page.next);
      }, toastError),
    [],
  );
  useEffect(() => {
    void more();
  }, [more]);
  return (
    <Section title={t("security.history")}>
      <table className={css.history}>
        <thead>
          <tr>
            <th scope="col">{t("security.history.time")}</th>
            <th scope="col">{t("security.history.way")}</th>
            <th scope="col">{t("security.history.from")}</th>
            <th scope="col">{t("security.history.result")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((s) => (
            <tr key={s.id}>
              <td>{formatTime(s.at)}</td>
              <td>{t(`security.channel.${s.channel}`)}</td>
              <td>
                {s.ip}
                {s.agent !== "" && `, ${deviceWords(s.agent)}`}
              </td>
              <td className={s.result === "ok" ? "" : css.bad}>{t(`security.history.${s.result}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next !== null && (
        <Button variant="subtle" mt="xs" onClick={() => void more(next)}>
          {t("security.history.more")}
        </Button>
      )}
    </Section>
  );
}
