import { Button, Loader, Modal, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { MessageFrame } from "../../html/MessageFrame.tsx";
import { t } from "../../i18n/t.ts";
import { NARROW } from "../shell/widths.ts";
import { type ListedFile, previewKind } from "./files.ts";
import { saveUrl } from "./letter-file.ts";
import css from "./Preview.module.css";
import { type FrameAsk, useFrameUrl } from "./use-frame-url.ts";

type Props = {
  file: ListedFile;
  url: string;
  /** The letter it lies in. */
  of: Pick<FrameAsk, "accountId" | "emailId" | "dark">;
  onClose: () => void;
};

/** A file over the page, without a download. */
export function Preview({ file, url, of, onClose }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={file.name}
      size="min(70rem, 96vw)"
      fullScreen={matchMedia(NARROW).matches}
      closeButtonProps={{ "aria-label": t("read.previewClose") }}
    >
      {previewKind(file) === "frame" ? <Document file={file} of={of} /> : <Picture file={file} url={url} />}
      <Button mt="sm" variant="light" onClick={() => saveUrl(url, file.name)}>
        {t("read.download", { name: file.name })}
      </Button>
    </Modal>
  );
}

/** A letter or a document of Word or Excel, as the server shows it in a frame of an opaque origin. */
function Document({ file, of }: Pick<Props, "file" | "of">) {
  const frame = useFrameUrl({ ...of, images: false, part: file.blobId });
  return (
    <div className={css.document} data-dark={of.dark || undefined}>
      {frame ? (
        <MessageFrame url={frame.url} title={t("read.preview", { name: file.name })} />
      ) : (
        <Loader aria-label={t("app.loading")} />
      )}
    </div>
  );
}

/**
 * A picture or a PDF. It is fetched first and shown under the type we checked, not under one that the sender chose, so nothing in it can
 * become a page of ours.
 */
function Picture({ file, url }: Pick<Props, "file" | "url">) {
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
  const label = t("read.preview", { name: file.name });
  return (
    <div className={css.body}>
      {shown === undefined && <Loader aria-label={t("app.loading")} />}
      {shown === "failed" && <Text role="alert">{t("read.previewFailed")}</Text>}
      {shown && shown !== "failed" && previewKind(file) === "pdf" && (
        <iframe className={css.pdf} src={shown} title={label} />
      )}
      {shown && shown !== "failed" && previewKind(file) === "image" && (
        <img className={css.image} src={shown} alt={file.name} />
      )}
    </div>
  );
}
