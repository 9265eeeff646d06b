import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import css from "./Factors.module.css";

/** Codes that are shown this once, to be kept on paper. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(codes.join("\n")).then(() => setCopied(true));
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h4">
          {t("recovery.title")}
        </Title>
        <Text size="sm" mt={4} c="var(--ink-2)">
          {t("recovery.hint")}
        </Text>
      </div>
      <ul className={css.codes} aria-label={t("recovery.title")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <Button variant="default" onClick={copy}>
          {copied ? t("recovery.copied") : t("recovery.copy")}
        </Button>
        <Button variant="default" onClick={() => print()}>
          {t("recovery.print")}
        </Button>
        <Button onClick={onDone}>{t("recovery.done")}</Button>
      </Group>
    </Stack>
  );
}
