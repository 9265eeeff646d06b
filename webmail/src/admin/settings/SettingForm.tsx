import { Button, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { t } from "../i18n/t.ts";
import { Sheet } from "../ui/Page.tsx";

type Props = {
  title: string;
  hint?: string;
  submit?: string;
  changed: boolean;
  valid?: boolean;
  onSave: () => Promise<void>;
  children: ReactNode;
};

/** One setting on a sheet; the button works once something was changed. */
export function SettingForm({ title, hint, submit, changed, valid = true, onSave, children }: Props) {
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!changed || !valid) return;
    setBusy(true);
    await onSave();
    setBusy(false);
  };
  return (
    <Sheet title={title}>
      <form onSubmit={save} noValidate aria-label={title}>
        <Stack gap="sm">
          {hint && (
            <Text size="sm" c="var(--ink-2)">
              {hint}
            </Text>
          )}
          {children}
          <div>
            <Button type="submit" variant="light" loading={busy} disabled={!changed || !valid}>
              {submit ?? t("app.save")}
            </Button>
          </div>
        </Stack>
      </form>
    </Sheet>
  );
}
