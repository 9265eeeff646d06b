import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { t } from "../i18n/t.ts";

type Question = { title: string; text: string; confirm: string; danger?: boolean };

/** Asks before something that cannot be taken back; true when the person agreed. */
export function confirm({ title, text, confirm: label, danger = true }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      centered: true,
      children: <Text size="sm">{text}</Text>,
      labels: { confirm: label, cancel: t("app.cancel") },
      confirmProps: { color: danger ? "red" : "navy", "data-autofocus": true },
      closeButtonProps: { "aria-label": t("app.close") },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    });
  });
}
