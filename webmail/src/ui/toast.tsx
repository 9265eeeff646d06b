import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/t.ts";

type Extra = { undo?: () => void; label?: string; seconds?: number; id?: string };

/** Says what was done, for some seconds; `undo` offers to take it back, under `label` or "Hoàn tác". */
export function toast(text: string, { undo, label, seconds = 6, id }: Extra = {}): string {
  const shown = notifications.show({
    ...(id ? { id } : {}),
    autoClose: seconds * 1000,
    withBorder: true,
    closeButtonProps: { "aria-label": t("app.close") },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm">{text}</Text>
        {undo && (
          <Button
            size="compact-sm"
            variant="light"
            style={{ flex: "none" }}
            onClick={() => {
              notifications.hide(shown);
              undo();
            }}
          >
            {label ?? t("app.undo")}
          </Button>
        )}
      </Group>
    ),
  });
  return shown;
}

/** Takes a notice away before its time. */
export function hideToast(id: string): void {
  notifications.hide(id);
}

/** Says that something failed, and why. */
export function toastError(error: unknown): void {
  toastRefusal(errorText(error));
}

/** Says that something failed, in words already at hand. */
export function toastRefusal(text: string): void {
  notifications.show({
    color: "red",
    withBorder: true,
    autoClose: 10_000,
    closeButtonProps: { "aria-label": t("app.close") },
    message: (
      <Text size="sm" role="alert">
        {text}
      </Text>
    ),
  });
}
