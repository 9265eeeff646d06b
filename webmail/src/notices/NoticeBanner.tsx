import type { NoticesView } from "@congthu/shared/api/health";
import { CloseButton } from "@mantine/core";
import { IconInfoCircle, IconTool } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { callApi } from "../data/api-client.ts";
import { useStore } from "../data/use-store.ts";
import { languageStore } from "../i18n/i18n.ts";
import { t } from "../i18n/t.ts";
import { dismiss, dismissed } from "./dismissed.ts";
import css from "./NoticeBanner.module.css";

/** Asked again so often while a page stays open. Milliseconds. */
const EVERY_MS = 5 * 60_000;

/** What the operator tells everybody: maintenance as long as it lasts, announcements until they are put away. */
export function NoticeBanner() {
  const language = useStore(languageStore);
  const [notices, setNotices] = useState<NoticesView>();
  const [gone, setGone] = useState(dismissed);
  useEffect(() => {
    const ask = () => callApi<NoticesView>("GET", "/api/notices").then(setNotices, () => undefined);
    void ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const items = notices?.items.filter(({ id }) => !gone.includes(id)) ?? [];
  if (!notices?.maintenance && items.length === 0) return null;
  return (
    <div className={css.banners}>
      {notices?.maintenance && (
        <div className={css.banner} data-level="warning" role="status">
          <IconTool size={18} aria-hidden />
          <span>{notices.maintenance.message || t("notice.maintenance")}</span>
        </div>
      )}
      {items.map((item) => (
        <div key={item.id} className={css.banner} data-level={item.level} role="status">
          <IconInfoCircle size={18} aria-hidden />
          <span>{(language === "en" && item.textEn) || item.text}</span>
          <CloseButton size="sm" aria-label={t("notice.dismiss")} onClick={() => setGone(dismiss(item.id))} />
        </div>
      ))}
    </div>
  );
}
