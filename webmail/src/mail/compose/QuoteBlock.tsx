import type { JmapId } from "@congthu/shared/jmap/core";
import { ActionIcon, Button } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { MessageFrame } from "../../html/MessageFrame.tsx";
import { t } from "../../i18n/t.ts";
import { useFrameUrl } from "../reader/use-frame-url.ts";
import css from "./QuoteBlock.module.css";
import type { Writing } from "./use-composer.ts";

/**
 * The original under an answer, in its sandboxed frame. It stays outside the editor, because an editor with a schema would
 * drop its tables and fonts; it is put below the text when the letter is built.
 */
export function QuoteBlock({ writing }: { writing: Writing }) {
  const { quote } = writing.draft;
  const [open, setOpen] = useState(false);
  if (!quote) return null;
  // Of a reopened draft the original is no longer known by itself; then the stored draft is shown, which holds it.
  const { accountId, emailId } = writing.draft;
  const source = quote.source ?? (emailId === null ? null : { accountId, emailId });
  return (
    <section className={css.quote} aria-label={t("compose.quote.label")}>
      <div className={css.head}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-expanded={open}
          leftSection={open ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          onClick={() => setOpen(!open)}
        >
          {t(open ? "compose.quote.hide" : "compose.quote.show")}
        </Button>
        <span className={css.hint}>{t("compose.quote.hint")}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("compose.quote.remove")}
          title={t("compose.quote.remove")}
          onClick={() => writing.change({ quote: null })}
        >
          <IconX size={17} />
        </ActionIcon>
      </div>
      {open && source && <Original {...source} />}
    </section>
  );
}

function Original({ accountId, emailId }: { accountId: JmapId; emailId: JmapId }) {
  const frame = useFrameUrl({ accountId, emailId, images: false, dark: false });
  return frame ? <MessageFrame url={frame.url} title={t("compose.quote.label")} /> : null;
}
