import { Alert, Button, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { ApiError } from "../data/api-client.ts";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/t.ts";
import { confirmPassword } from "./security-api.ts";

type Waiting = { resolve: () => void; reject: (error: unknown) => void };

/** Runs acts that the server allows only to whoever has lately shown the password; `dialog` asks for it and belongs on the page. */
export function useConfirmed(): { guard: <T>(act: () => Promise<T>) => Promise<T>; dialog: ReactNode } {
  const waiting = useRef<Waiting>(undefined);
  const [refused, setRefused] = useState<unknown>();
  const [open, setOpen] = useState(false);
  const guard = async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "auth.confirm") throw error;
      setRefused(error);
      setOpen(true);
      await new Promise<void>((resolve, reject) => {
        waiting.current = { resolve, reject };
      });
      return act();
    }
  };
  const close = (confirmed: boolean) => {
    setOpen(false);
    if (confirmed) waiting.current?.resolve();
    else waiting.current?.reject(refused);
    waiting.current = undefined;
  };
  const dialog = (
    <Modal
      opened={open}
      onClose={() => close(false)}
      title={t("security.confirm")}
      closeButtonProps={{ "aria-label": t("app.close") }}
      centered
    >
      <ConfirmForm onConfirmed={() => close(true)} />
    </Modal>
  );
  return { guard, dialog };
}

function ConfirmForm({ onConfirmed }: { onConfirmed: () => void }) {
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password === "") return;
    setBusy(true);
    setRefusal("");
    await confirmPassword(password).then(onConfirmed, (error: unknown) => setRefusal(errorText(error)));
    setBusy(false);
  };
  return (
    <form onSubmit={submit} noValidate aria-label={t("security.confirm")}>
      <Stack gap="sm">
        <Text size="sm">{t("security.confirmHint")}</Text>
        {refusal && (
          <Alert color="red" role="alert" variant="light">
            {refusal}
          </Alert>
        )}
        <PasswordInput
          label={t("signin.password")}
          autoComplete="current-password"
          data-autofocus
          value={password}
          visibilityToggleButtonProps={{ "aria-label": t("signin.showPassword") }}
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={password === ""}>
          {t("security.confirmSubmit")}
        </Button>
      </Stack>
    </form>
  );
}
