import type { Identity } from "@congthu/shared/jmap/submission";
import { Button, Input, NativeSelect, Stack, TextInput } from "@mantine/core";
import { type FormEvent, lazy, Suspense, useRef, useState } from "react";
import { t } from "../../i18n/t.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import type { EditorHandle } from "../compose/editor/LetterEditor.tsx";
import { isAddress } from "../compose/recipients.ts";
import { signatureHtml } from "../compose/signature.ts";
import { identitiesOf, type MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";
import css from "./IdentityForm.module.css";
import { saveIdentity } from "./save-settings.ts";

const SignatureEditor = lazy(() =>
  import("../compose/editor/LetterEditor.tsx").then((m) => ({ default: m.LetterEditor })),
);

/** Name, answer address and signature of each address the person writes from. */
export function IdentityForm() {
  const mail = useMail();
  const senders = identitiesOf(mail, mail.accounts[0]?.id ?? "");
  const [chosen, setChosen] = useState(0);
  const sender = senders[chosen];
  if (!sender) return null;
  return (
    <Stack gap="md">
      {senders.length > 1 && (
        <NativeSelect
          label={t("identity.for")}
          value={chosen}
          data={senders.map(({ identity }, i) => ({ value: String(i), label: identity.email }))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
      )}
      <OneIdentity key={sender.identity.id} {...sender} />
    </Stack>
  );
}

function OneIdentity({ account, identity }: { account: MailAccount; identity: Identity }) {
  const [name, setName] = useState(identity.name);
  const [replyTo, setReplyTo] = useState(identity.replyTo?.[0]?.email ?? "");
  const [busy, setBusy] = useState(false);
  const editor = useRef<EditorHandle>(null);
  const badReplyTo = replyTo.trim() !== "" && !isAddress({ name: null, email: replyTo.trim() });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (badReplyTo) return;
    setBusy(true);
    try {
      const html = editor.current?.html() ?? identity.htmlSignature;
      await saveIdentity(account, identity, { name, replyTo: replyTo.trim(), html });
      toast(t("identity.saved"));
    } catch (error) {
      toastError(error);
    }
    setBusy(false);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t("identity.name")}
          description={t("identity.nameHint")}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <TextInput
          label={t("identity.replyTo")}
          description={t("identity.replyToHint")}
          type="email"
          value={replyTo}
          error={badReplyTo && t("compose.invalidAddress")}
          onChange={(e) => setReplyTo(e.currentTarget.value)}
        />
        <div>
          <Input.Label labelElement="div">{t("identity.signature")}</Input.Label>
          <Input.Description mb={6}>{t("identity.signatureHint")}</Input.Description>
          <div className={css.editor}>
            <Suspense fallback={null}>
              <SignatureEditor
                ref={editor}
                html={signatureHtml(identity)}
                label={t("identity.signature")}
                imageUrl={() => undefined}
                onChange={() => {}}
                onSend={() => {}}
              />
            </Suspense>
          </div>
        </div>
        <div>
          <Button type="submit" loading={busy}>
            {t("app.save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
