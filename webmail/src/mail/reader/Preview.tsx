import { Button, Loader, Modal, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { t } from "../../i18n/t.ts";
import { NARROW } from "../shell/widths.ts";
import type { ListedFile } from "./files.ts";
import { saveUrl } from "./letter-file.ts";
import css from "./Preview.module.css";

type Props = { file: ListedFile; url: string; onClose: () => void };

/**
 * A file over the page. It is fetched first and shown under the type we checked, not under one that the sender chose, so
 * nothing in it can become a page of ours.
 */
export function Preview({ file, url, onClose }: Props) {
  const [shown, setShown] = useState<string | "failed">();
  useEffect(() => {
    let objectUrl = "";
    const abort = new AbortController();
    fetch(url, { credentials: "same-origin", signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`status ${response.status}`);
        objectUrl = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: file.type }));
        setShown(objectUrl);
      })
      .catch(() => abort.signal.aborted || setShown("failed"));
    return () => {
      abort.abort();
      if (objectUrl) URL.revokeObjectURL(objectUrl);
    };
  }, [url, file.type]);

  return (
    <Modal
      opened
      onClose={onClose}
      title={file.name}
      size="min(70rem, 96vw)"
      fullScreen={matchMedia(NARROW).matches}
      closeButtonProps={{ "aria-label": t("read.previewClose") }}
    >
      <div className={css.body}>
        {shown === undefined && <Loader aria-label={t("app.loading")} />}
        {shown === "failed" && <Text role="alert">{t("read.previewFailed")}</Text>}
        {shown && shown !== "failed" && <Content file={file} src={shown} />}
      </div>
      <Button mt="sm" variant="light" onClick={() => saveUrl(url, file.name)}>
        {t("read.download", { name: file.name })}
      </Button>
    </Modal>
  );
}

function Content({ file, src }: { file: ListedFile; src: string }) {
  if (file.type.toLowerCase() === "application/pdf")
    return <iframe className={css.pdf} src={src} title={t("read.preview", { name: file.name })} />;
  return <img className={css.image} src={src} alt={file.name} />;
}
