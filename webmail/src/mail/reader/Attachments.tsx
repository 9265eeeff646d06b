import { ActionIcon, Button, Tooltip, UnstyledButton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import type { OpenedEmail } from "../../data/cache.ts";
import { formatCount, formatSize } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { FileSign } from "../../ui/FileSign.tsx";
import { lazyScreen } from "../../ui/lazy-screen.ts";
import type { MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";
import css from "./Attachments.module.css";
import { type ListedFile, listedFiles, previewKind } from "./files.ts";
import { saveUrl } from "./letter-file.ts";

const Preview = lazyScreen(() => import("./Preview.tsx").then((m) => m.Preview));

type Props = { account: MailAccount; letter: OpenedEmail; dark: boolean };

/** The files of a letter: name, size, to look at and to keep. */
export function Attachments({ account, letter, dark }: Props) {
  const { client } = useMail();
  const [previewed, setPreviewed] = useState<ListedFile>();
  const files = listedFiles(letter);
  if (files.length === 0) return null;
  const urlOf = (file: ListedFile) => client.downloadUrl(account.id, file);
  return (
    <section className={css.files} aria-label={t("read.attachmentsLabel")}>
      <div className={css.title}>
        <span>{t("read.attachments", { n: formatCount(files.length) })}</span>
        {files.length > 1 && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconDownload size={16} />}
            onClick={() => {
              for (const file of files) saveUrl(urlOf(file), file.name);
            }}
          >
            {t("read.downloadAll")}
          </Button>
        )}
      </div>
      <ul>
        {files.map((file) => (
          <li key={file.key} className={css.file}>
            <UnstyledButton
              className={css.name ?? ""}
              aria-label={t(previewKind(file) ? "read.preview" : "read.download", { name: file.name })}
              onClick={() => (previewKind(file) ? setPreviewed(file) : saveUrl(urlOf(file), file.name))}
            >
              <FileSign name={file.name} type={file.type} />
              <span className={css.text}>
                <span className={css.label} title={file.name}>
                  {file.name}
                </span>
                <small>{formatSize(file.size)}</small>
              </span>
            </UnstyledButton>
            <Tooltip label={t("read.download", { name: file.name })}>
              <ActionIcon
                component="a"
                href={urlOf(file)}
                download={file.name}
                variant="subtle"
                color="gray"
                aria-label={t("read.download", { name: file.name })}
              >
                <IconDownload size={18} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
      {previewed && (
        <Suspense fallback={null}>
          <Preview
            file={previewed}
            url={urlOf(previewed)}
            of={{ accountId: account.id, emailId: letter.id, dark }}
            onClose={() => setPreviewed(undefined)}
          />
        </Suspense>
      )}
    </section>
  );
}
