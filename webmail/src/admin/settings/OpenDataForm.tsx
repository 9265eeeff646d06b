import { formatDay } from "@congthu/shared/dates";
import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  Code,
  Group,
  NumberInput,
  Radio,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { openDataUrl } from "../reports-api.ts";
import { useDraft } from "./forms.tsx";
import { newKey } from "./open-data-key.ts";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

const ACCESS = ["signedIn", "key", "public"] as const;

/** Who reads published reports as data, and of how few people nothing is told. */
export function OpenDataForm({ value, onSave }: FormProps<"openData">) {
  const [draft, change, changed] = useDraft(value);
  return (
    <SettingForm
      title={t("set.open")}
      hint={t("set.open.hint")}
      changed={changed}
      valid={draft.access !== "key" || draft.keys.length > 0}
      onSave={() => onSave(draft)}
    >
      <Radio.Group
        label={t("set.open.access")}
        value={draft.access}
        onChange={(next) => change({ access: ACCESS.find((a) => a === next) ?? "signedIn" })}
      >
        <Stack gap={8} mt={8}>
          {ACCESS.map((access) => (
            <Radio key={access} value={access} label={t(`set.open.access.${access}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.access === "key" && <Keys keys={draft.keys} onChange={(keys) => change({ keys })} />}
      <NumberInput
        label={t("set.open.smallest")}
        value={draft.smallest}
        onChange={(n) => change({ smallest: Math.min(50, Math.max(3, Math.round(Number(n)))) })}
        min={3}
        max={50}
        allowDecimal={false}
      />
      <Text size="sm">
        {t("set.open.address")}{" "}
        <Anchor href={openDataUrl()} size="sm">
          {`${location.origin}${openDataUrl()}`}
        </Anchor>
      </Text>
    </SettingForm>
  );
}

type Key = { name: string; hash: string; since: string };

/** Keys by name; a new one is shown once, only its hash is kept. */
function Keys({ keys, onChange }: { keys: readonly Key[]; onChange: (keys: Key[]) => void }) {
  const { view } = useConsole();
  const [name, setName] = useState("");
  const [shown, setShown] = useState("");
  const add = async () => {
    const { key, hash } = await newKey();
    onChange([...keys, { name: name.trim(), hash, since: view.today }]);
    setShown(key);
    setName("");
  };
  return (
    <Stack gap={6} role="group" aria-label={t("set.open.keys")}>
      {keys.map((k) => (
        <Group key={k.hash} justify="space-between" wrap="nowrap">
          <Text size="sm">{t("set.open.keyOf", { name: k.name, day: formatDay(k.since) })}</Text>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t("set.open.removeKey", { name: k.name })}
            onClick={() => onChange(keys.filter((other) => other !== k))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {shown !== "" && (
        <Alert color="gold" variant="light" title={t("set.open.keyOnce")}>
          <Code>{shown}</Code>
        </Alert>
      )}
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          label={t("set.open.keyName")}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          disabled={name.trim() === ""}
          onClick={() => void add()}
        >
          {t("set.open.addKey")}
        </Button>
      </Group>
    </Stack>
  );
}
