import type { AgencyDetail, TierEntry } from "@congthu/shared/api/agencies";
import { CODE_SCHEMES, type CodeScheme } from "@congthu/shared/directory-words";
import { NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { toast } from "../../ui/toast.tsx";
import { declareHeadcount, setAgencyCode, setAgencyTier } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";

type Props = { agency: AgencyDetail; onClose: () => void; onDone: (agency: AgencyDetail) => void };

/** Declares how many people an agency has from a day on. */
export function DeclareHeadcount({ agency, onClose, onDone }: Props) {
  const { view } = useConsole();
  const last = agency.headcounts[0];
  const [fromDay, setFromDay] = useState(view.today);
  const [staff, setStaff] = useState<number | string>(last?.staff ?? "");
  const [leaders, setLeaders] = useState<number | string>(last?.leaders ?? "");
  const isWhole = (n: number | string) => typeof n === "number" && Number.isInteger(n) && n >= 0;
  const tooMany = isWhole(staff) && isWhole(leaders) && Number(leaders) > Number(staff);
  const submit = async () => {
    onDone(await declareHeadcount(agency.id, { fromDay, staff: Number(staff), leaders: Number(leaders) }));
    toast(t("agency.declared"));
  };
  return (
    <FormDialog
      title={t("agency.declare")}
      submit={t("app.save")}
      disabled={!isWhole(staff) || !isWhole(leaders) || tooMany || fromDay === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <DayField label={t("agency.headcount.from")} value={fromDay} onChange={setFromDay} />
      <NumberInput
        label={t("agency.headcount.staff")}
        value={staff}
        onChange={setStaff}
        min={0}
        allowDecimal={false}
        data-autofocus
      />
      <NumberInput
        label={t("agency.headcount.leaders")}
        value={leaders}
        onChange={setLeaders}
        min={0}
        allowDecimal={false}
        error={tooMany && t("agency.leadersTooMany")}
      />
    </FormDialog>
  );
}

/** Gives an agency a code of one scheme from a day on. */
export function AddCode({ agency, onClose, onDone }: Props) {
  const { view } = useConsole();
  const [scheme, setScheme] = useState<CodeScheme>("QD20");
  const [code, setCode] = useState("");
  const [fromDay, setFromDay] = useState(view.today);
  const submit = async () => {
    onDone(await setAgencyCode(agency.id, { scheme, code: code.trim().toUpperCase(), fromDay }));
    toast(t("agency.changed"));
  };
  return (
    <FormDialog
      title={t("agency.addCode")}
      submit={t("app.save")}
      disabled={code.trim() === "" || fromDay === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("agency.codeHint")}</Text>
      <Select
        label={t("agency.scheme")}
        value={scheme}
        allowDeselect={false}
        onChange={(value) => setScheme(CODE_SCHEMES.find((s) => s === value) ?? "QD20")}
        data={CODE_SCHEMES.map((value) => ({ value, label: t(`agency.scheme.${value}`) }))}
      />
      <TextInput
        label={t("agency.code")}
        placeholder={scheme === "QD20" ? "H63.12.5" : "000.05.12.H63"}
        value={code}
        onChange={(e) => setCode(e.currentTarget.value)}
        data-autofocus
      />
      <DayField label={t("agency.validFrom")} value={fromDay} onChange={setFromDay} />
    </FormDialog>
  );
}

/** Puts an agency into another tier from a day on. */
export function ChangeTier({ agency, tiers, onClose, onDone }: Props & { tiers: readonly TierEntry[] }) {
  const { view } = useConsole();
  const [tier, setTier] = useState(agency.tier);
  const [fromDay, setFromDay] = useState(view.today);
  const submit = async () => {
    onDone(await setAgencyTier(agency.id, { tier, fromDay }));
    toast(t("agency.changed"));
  };
  return (
    <FormDialog
      title={t("agency.changeTier")}
      submit={t("app.save")}
      disabled={fromDay === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <TierSelect tiers={tiers} value={tier} onChange={setTier} />
      <DayField label={t("agency.validFrom")} value={fromDay} onChange={setFromDay} />
    </FormDialog>
  );
}

type TierProps = { tiers: readonly TierEntry[]; value: string; onChange: (tier: string) => void };

/** One of the province's tiers. */
export function TierSelect({ tiers, value, onChange }: TierProps) {
  const label = (tier: TierEntry) => (languageStore.get() === "en" ? tier.labelEn : tier.label);
  return (
    <Select
      label={t("agency.tier")}
      value={value}
      allowDeselect={false}
      onChange={(next) => next !== null && onChange(next)}
      data={tiers.map((tier) => ({ value: tier.tier, label: label(tier) }))}
    />
  );
}
