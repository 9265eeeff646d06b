import { Alert, Button, CopyButton, Group, Modal, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { t } from "../i18n/t.ts";
import css from "./OneTimePassword.module.css";

type Props = { name: string; address: string; password: string; onClose: () => void };

/** The password that is shown this once, large enough to be read out. Only the button closes it. */
export function OneTimePassword({ name, address, password, onClose }: Props) {
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      centered
      title={t("oneTime.title")}
    >
      <Stack gap="md">
        <Alert color="gold" variant="light">
          {t("oneTime.hint")}
        </Alert>
        <dl className={css.slip}>
          <div>
            <dt>{t("create.fullName")}</dt>
            <dd>{name}</dd>
          </div>
          <div>
            <dt>{t("oneTime.address")}</dt>
            <dd>{address}</dd>
          </div>
          <div>
            <dt>{t("oneTime.password")}</dt>
            <dd>
              <Text component="span" ff="monospace" size="xl" fw={600} className={css.password ?? ""}>
                {password}
              </Text>
            </dd>
          </div>
        </dl>
        <Group justify="space-between">
          <CopyButton value={password}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
                onClick={copy}
              >
                {copied ? t("form.copied") : t("form.copy")}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose} data-autofocus>
            {t("oneTime.close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
