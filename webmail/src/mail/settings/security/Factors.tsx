import { formatTime } from "@congthu/shared/dates";
import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { t } from "../../../i18n/t.ts";
import { AddFactor } from "../../../session/AddFactor.tsx";
import { RecoveryCodes } from "../../../session/RecoveryCodes.tsx";
import { removeFactor, renewRecoveryCodes } from "../../../session/security-api.ts";
import { confirm } from "../../../ui/confirm.tsx";
import { toastError } from "../../../ui/toast.tsx";
import { type PartProps, Section } from "./Section.tsx";
import css from "./Security.module.css";

/** The ways to confirm beside the password. */
export function Factors({ security, guard, reload }: PartProps) {
  const [adding, setAdding] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const has = security.factors.length > 0;
  const added = (recoveryCodes: string[] | null) => {
    setCodes(recoveryCodes);
    setAdding(recoveryCodes !== null);
    void reload();
  };
  const close = () => {
    setAdding(false);
    setCodes(null);
  };
  const remove = async (id: string) => {
    const question = { title: t("security.removeFactor"), text: "", confirm: t("security.remove") };
    if (await confirm(question)) await guard(() => removeFactor(id)).then(reload, toastError);
  };
  const renew = async () => {
    const question = { text: t("security.recoveryRenewHint"), confirm: t("security.recoveryRenew"), danger: false };
    if (!(await confirm({ ...question, title: t("security.recoveryRenew") }))) return;
    await guard(renewRecoveryCodes).then((made) => {
      added(made.recoveryCodes);
    }, toastError);
  };
  return (
    <Section title={t("security.factors")}>
      <Text size="sm" c="var(--ink-2)">
        {has ? t("security.factors.on") : t("security.factors.off")}
      </Text>
      <ul className={css.list}>
        {security.factors.map((f) => (
          <li key={f.id}>
            <div>
              <p>{f.label}</p>
              <p className={css.minor}>
                {f.usedAt === null
                  ? t("security.factors.unused")
                  : t("security.factors.used", { at: formatTime(f.usedAt) })}
              </p>
            </div>
            <Button variant="subtle" color="red" size="compact-sm" onClick={() => void remove(f.id)}>
              {t("security.remove")}
            </Button>
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <Button variant="light" onClick={() => setAdding(true)}>
          {t("security.factors.add")}
        </Button>
        {has && (
          <>
            <Button variant="subtle" onClick={() => void renew()}>
              {t("security.recoveryRenew")}
            </Button>
            <Text size="sm">{t("security.recovery", { n: security.recoveryCodesLeft })}</Text>
          </>
        )}
      </Group>
      <Modal
        opened={adding}
        onClose={close}
        title={codes ? "" : t("security.factors.add")}
        closeButtonProps={{ "aria-label": t("app.close") }}
        closeOnClickOutside={false}
        centered
      >
        {codes ? (
          <RecoveryCodes codes={codes} onDone={close} />
        ) : (
          <AddFactor hasSms={security.hasSms} guard={guard} onAdded={added} />
        )}
      </Modal>
    </Section>
  );
}
