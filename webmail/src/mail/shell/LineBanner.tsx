import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { lineStore } from "../../data/line.ts";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import { useDesk } from "../desk-context.ts";
import css from "./LineBanner.module.css";

/** Says that the line is cut, and what waits for it. */
export function LineBanner() {
  const { cut, pending } = useStore(lineStore);
  const { perform } = useDesk();
  return (
    <div role="status">
      {cut && (
        <div className={css.banner}>
          <IconCloudOff size={18} aria-hidden />
          <span>
            {t("line.cut")} {pending > 0 && t("line.pending", { n: pending })}
          </span>
          <Button size="compact-sm" variant="white" color="gold" onClick={() => perform({ do: "refresh" })}>
            {t("line.retryNow")}
          </Button>
        </div>
      )}
    </div>
  );
}
