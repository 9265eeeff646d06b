import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../i18n/t.ts";

type Props = {
  title: string;
  submit: string;
  danger?: boolean;
  disabled?: boolean;
  size?: string;
  onClose: () => void;
  /** Does the work; a refusal is shown in the dialog, which then stays open. */
  onSubmit: () => Promise<void>;
  children: ReactNode;
};

/** A dialog with a form: fields, the server's refusal, cancel and submit. */
export function FormDialog({ title, submit, danger, disabled, size = "md", onClose, onSubmit, children }: Props) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (disabled || busy) return;
    setBusy(true);
    setRefusal("");
    try {
      await onSubmit();
    } catch (error) {
      setRefusal(errorText(error));
    }
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      centered
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <form onSubmit={send} noValidate aria-label={title}>
        <Stack gap="md">
          {children}
          {refusal && (
            <Alert color="red" variant="light" role="alert">
              {refusal}
            </Alert>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("app.cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={disabled ?? false} {...(danger ? { color: "red" } : {})}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
