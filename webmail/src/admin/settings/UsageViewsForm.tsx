import { GRADED_MEASURES, type GradedMeasure } from "@congthu/shared/usage-measures";
import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

/** How agencies are graded, what is aimed at, and from when on a mailbox is dormant. */
export function UsageViewsForm({ value, onSave }: FormProps<"usageViews">) {
  const [views, setViews] = useState(value);
  const { bands } = views;
  const put = (i: number, change: Partial<(typeof bands)[number]>) =>
    setViews({ ...views, bands: bands.map((band, k) => (k === i ? { ...band, ...change } : band)) });
  const valid = bands.some((b) => b.from === 0) && bands.every((b) => b.label !== "" && b.labelEn !== "");
  return (
    <SettingForm
      title={t("set.views")}
      hint={t("set.views.hint")}
      changed={JSON.stringify(views) !== JSON.stringify(value)}
      valid={valid && new Set(bands.map((b) => b.from)).size === bands.length}
      onSave={() => onSave(views)}
    >
      <Select
        label={t("set.views.measure")}
        data={GRADED_MEASURES.map((id) => ({ value: id, label: measureName(id) }))}
        value={views.measure}
        onChange={(id) => setViews({ ...views, measure: (id ?? views.measure) as GradedMeasure })}
        allowDeselect={false}
      />
      <Stack gap={6} role="group" aria-label={t("set.views.bands")}>
        <Text size="sm" fw={500}>
          {t("set.views.bands")}
        </Text>
        {bands.map((band, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bands have no other name while they are written
          <Group key={i} gap="xs" wrap="nowrap" align="flex-end">
            <NumberInput
              aria-label={t("set.views.from")}
              value={band.from}
              onChange={(n) => put(i, { from: Math.min(100, Math.max(0, Number(n))) })}
              min={0}
              max={100}
              suffix=" %"
              w={90}
            />
            <TextInput
              aria-label={t("set.views.label")}
              value={band.label}
              onChange={(e) => put(i, { label: e.currentTarget.value })}
            />
            <TextInput
              aria-label={t("set.views.labelEn")}
              value={band.labelEn}
              onChange={(e) => put(i, { labelEn: e.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("set.views.remove", { name: band.label })}
              onClick={() => setViews({ ...views, bands: bands.filter((_, k) => k !== i) })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setViews({ ...views, bands: [...bands, { from: 0, label: "", labelEn: "" }] })}
        >
          {t("set.views.add")}
        </Button>
      </Stack>
      <NumberInput
        label={t("set.views.target")}
        value={views.target ?? ""}
        onChange={(n) => setViews({ ...views, target: n === "" ? null : Math.min(100, Math.max(1, Number(n))) })}
        min={1}
        max={100}
        allowDecimal={false}
        suffix=" %"
      />
      <NumberInput
        label={t("set.views.dormant")}
        value={views.dormantDays}
        onChange={(n) => setViews({ ...views, dormantDays: Math.min(730, Math.max(7, Number(n))) })}
        min={7}
        max={730}
        allowDecimal={false}
      />
    </SettingForm>
  );
}

function measureName(id: GradedMeasure): string {
  const of = id.endsWith("OfStaff") ? "usage.card.ofStaff" : "usage.card.ofMailboxes";
  const what = id.startsWith("regular") ? "usage.card.regular" : "usage.card.active";
  return `${t(what)} ${t(of)}`;
}

/** Domains of public webmail, one a line. */
export function PublicMailForm({ value, onSave }: FormProps<"publicMail">) {
  const [text, setText] = useState(value.domains.join("\n"));
  const domains = [...new Set(text.split(/[\s,;]+/).map((d) => d.trim().toLowerCase()))].filter((d) => d !== "");
  return (
    <SettingForm
      title={t("set.publicMail")}
      hint={t("set.publicMail.hint")}
      changed={domains.join() !== value.domains.join()}
      valid={domains.every((d) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(d))}
      onSave={() => onSave({ domains })}
    >
      <Textarea
        label={t("set.publicMail.domains")}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={12}
      />
    </SettingForm>
  );
}

/** For how many months facts of single persons are kept. */
export function UsageRetentionForm({ value, onSave }: FormProps<"usageRetention">) {
  const [months, setMonths] = useState(value.personMonths);
  return (
    <SettingForm
      title={t("set.retention")}
      hint={t("set.retention.hint")}
      changed={months !== value.personMonths}
      valid={months >= 13 && months <= 120}
      onSave={() => onSave({ personMonths: months })}
    >
      <NumberInput
        label={t("set.retention.months")}
        value={months}
        onChange={(n) => setMonths(Math.round(Number(n)))}
        min={13}
        max={120}
        allowDecimal={false}
      />
    </SettingForm>
  );
}
