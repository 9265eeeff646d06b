import { Modal } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { ImportDetail } from "../provisioning/ImportDetail.tsx";

/** What an act upon many accounts would do, its run and its way back. */
export function BulkList({ listId, onClose }: { listId: string; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      size="70rem"
      title={t("bulk.label")}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <ImportDetail listId={listId} />
    </Modal>
  );
}
