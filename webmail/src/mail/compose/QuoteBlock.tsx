import { ActionIcon, Button } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { MessageFrame } from "../../html/MessageFrame.tsx";
import { t } from "../../i18n/t.ts";
import { useFrameUrl } from "../reader/use-frame-url.ts";
import type { Quote } from "./draft.ts";
import { sanitizeQuote } from "./editor/sanitize.ts";
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
      {open && <Shown quote={quote} writing={writing} />}
    </section>
  );
}

function Shown({ quote, writing }: { quote: Quote; writing: Writing }) {
  const { accountId, emailId } = writing.draft;
  const source = quote.source ?? (emailId === null ? null : { accountId, emailId });
  if (!source) return null;
  if (quote.source) return <Original {...quote.source} />;
  return <Stored quote={quote} writing={writing} {...source} />;
}

function Original({ accountId, emailId }: { accountId: string; emailId: string }) {
  const url = useFrameUrl({ accountId, emailId, images: false });
  return url ? <MessageFrame url={url} title={t("compose.quote.label")} /> : null;
}

/** The original of a reopened draft: only its HTML is left, so that is what the server frames. */
function Stored({
  quote,
  writing,
  accountId,
  emailId,
}: { quote: Quote; writing: Writing } & NonNullable<Quote["source"]>) {
  const [blobId, setBlobId] = useState<string>();
  const { client, id } = writing.account;
  useEffect(() => {
    const abort = new AbortController();
    const file = new Blob([sanitizeQuote(quote.html)], { type: "text/html" });
    client.upload(id, file, { signal: abort.signal }).then(
      (uploaded) => setBlobId(uploaded.blobId),
      () => {},
    );
    return () => abort.abort();
  }, [client, id, quote.html]);
  return blobId ? <Framed accountId={accountId} emailId={emailId} blobId={blobId} /> : null;
}

function Framed(ask: { accountId: string; emailId: string; blobId: string }) {
  const url = useFrameUrl({ ...ask, images: false });
  return url ? <MessageFrame url={url} title={t("compose.quote.label")} /> : null;
}
