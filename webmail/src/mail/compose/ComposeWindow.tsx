import { useState } from "react";
import { t } from "../../i18n/t.ts";
import { useMail } from "../mail-context.ts";
import { TemplateMenu } from "../templates/TemplateMenu.tsx";
import { ComposeFields } from "./ComposeFields.tsx";
import { ComposeFoot } from "./ComposeFoot.tsx";
import { ComposeTitle } from "./ComposeTitle.tsx";
import css from "./ComposeWindow.module.css";
import { type Composer, noteFocused } from "./composers.ts";
import { LetterEditor } from "./editor/LetterEditor.tsx";
import { FileList } from "./FileList.tsx";
import { pickFiles } from "./pick-files.ts";
import { QuoteBlock } from "./QuoteBlock.tsx";
import { useComposer } from "./use-composer.ts";

const IMAGES = "image/png,image/jpeg,image/gif,image/webp";

/** One letter being written. */
export function ComposeWindow({ composer }: { composer: Composer }) {
  const mail = useMail();
  const writing = useComposer(mail, composer);
  const [dropping, setDropping] = useState(false);
  const { draft, account, files } = writing;
  const subject = draft.subject.trim() || t("compose.title");

  const imageUrl = (cid: string) => {
    const file = draft.files.find((f) => f.cid === cid);
    if (file?.state.is !== "ready") return undefined;
    return account.client.downloadUrl(account.id, { blobId: file.state.blobId, type: file.type, name: file.name });
  };
  const takeFiles = (list: readonly File[]) => {
    const images = list.filter((file) => IMAGES.split(",").includes(file.type));
    writing.placeImages(images);
    void files.attach(list.filter((file) => !images.includes(file)));
  };

  return (
    <section
      className={css.window}
      data-shape={composer.shape}
      role="dialog"
      aria-label={t("compose.window", { subject })}
      onFocus={() => noteFocused(composer.key)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setDropping(false)}
      onDrop={(event) => {
        setDropping(false);
        if (event.defaultPrevented || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        void files.attach([...event.dataTransfer.files]);
      }}
    >
      <ComposeTitle composer={composer} subject={subject} onClose={() => void writing.close()} />
      <div className={css.body} hidden={composer.shape === "bar"}>
        <ComposeFields writing={writing} />
        <div className={css.scroll}>
          <LetterEditor
            ref={writing.editor}
            html={draft.html}
            autoFocus={composer.draft.to.length > 0}
            imageUrl={imageUrl}
            onChange={(html) => writing.change({ html })}
            onFiles={takeFiles}
            onPickImage={() => void pickFiles(IMAGES).then(writing.placeImages)}
            onSend={() => void writing.send()}
            tools={<TemplateMenu writing={writing} />}
          />
          <QuoteBlock writing={writing} />
        </div>
        <FileList writing={writing} />
        <ComposeFoot writing={writing} />
      </div>
      {dropping && <div className={css.drop}>{t("compose.dropHere")}</div>}
    </section>
  );
}
