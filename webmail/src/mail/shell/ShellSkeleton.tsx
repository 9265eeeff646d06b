import { Skeleton } from "@mantine/core";
import { t } from "../../i18n/t.ts";
import css from "./ShellSkeleton.module.css";

const ROWS = [72, 58, 80, 64, 70, 52, 76, 60];

/** The outline of the page while the folders are on their way. */
export function ShellSkeleton() {
  return (
    <div className={css.page} role="status" aria-label={t("app.loading")}>
      <div className={css.bar} />
      <div className={css.folders}>
        {ROWS.slice(0, 6).map((width) => (
          <Skeleton key={width} height={14} width={`${width}%`} mb="lg" animate={false} />
        ))}
      </div>
      <div className={css.list}>
        {ROWS.map((width) => (
          <div key={width}>
            <Skeleton height={13} width={`${width}%`} mb={8} />
            <Skeleton height={11} width="92%" mb="xl" />
          </div>
        ))}
      </div>
    </div>
  );
}
