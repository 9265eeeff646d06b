import { formatDay } from "@congthu/shared/dates";
import { ActionIcon, CloseButton, Progress } from "@mantine/core";
import { IconLink, IconRefresh } from "@tabler/icons-react";
import { formatSize } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { FileSign } from "../../ui/FileSign.tsx";
import type { DraftFile } from "./draft.ts";
import css from "./FileList.module.css";
import type { Writing } from "./use-composer.ts";

/** The files of a draft; images that stand in the text show there. */
export function FileList({ writing: { draft, files } }: { writing: Writing }) {
  const listed = draft.files.filter((file) => file.cid === null || file.state.is === "failed");
  if (listed.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t("compose.attachments")}>
      {listed.map((file) => (
        <li key={file.key} className={css.file} data-failed={file.state.is === "failed" || undefined}>
          <FileSign name={file.name} type={file.type} size={22} />
          <span className={css.text}>
            <span className={css.name} title={file.name}>
              {file.name}
            </span>
            <small role={file.state.is === "failed" ? "alert" : undefined}>
              {file.state.is === "linked" && <IconLink size={13} aria-hidden />} {stateText(file)}
            </small>
            {file.state.is === "uploading" && (
              <Progress
                size="xs"
                value={file.state.fraction * 100}
                aria-label={t("compose.uploading", { percent: Math.round(file.state.fraction * 100) })}
              />
            )}
          </span>
          {file.state.is === "failed" && (
            <ActionIcon
              size="sm"
              variant="subtle"
              aria-label={t("compose.retryFile", { name: file.name })}
              onClick={() => files.retry(file.key)}
            >
              <IconRefresh size={16} />
            </ActionIcon>
          )}
          <CloseButton
            size="sm"
            aria-label={t("compose.removeFile", { name: file.name })}
            onClick={() => files.remove(file.key)}
          />
        </li>
      ))}
    </ul>
  );
}

function stateText({ state, size }: DraftFile): string {
  if (state.is === "ready") return formatSize(size);
  if (state.is === "linked")
    return t("links.asLink", { size: formatSize(size), day: formatDay(Date.parse(state.until)) });
  if (state.is === "failed") return t("compose.uploadFailed", { reason: state.reason });
  return `${t("compose.uploading", { percent: Math.round(state.fraction * 100) })} · ${formatSize(size)}`;
}
