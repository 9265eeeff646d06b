import { Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/t.ts";

/** Stands for an address typed by hand; no local part begins so. */
const OTHER = "@";

/** What is chosen of the addresses that are offered, the first until something else is; "" while nothing can be. */
export function useAddressChoice(offered: readonly string[]) {
  const [choice, setChoice] = useState<string | null>(null);
  const [other, setOther] = useState("");
  const chosen =
    choice === OTHER || offered.length === 0 ? OTHER : offered.includes(choice ?? "") ? choice : offered[0];
  const localPart = chosen === OTHER ? other.trim().toLowerCase() : (chosen ?? "");
  return { chosen, setChoice, other, setOther, localPart };
}

type Props = {
  label: string;
  /** Whether enough is known to propose something. */
  ready: boolean;
  offered: readonly string[];
  domain: string;
  choice: ReturnType<typeof useAddressChoice>;
};

/** One of the addresses the province's rule proposes, or another one. */
export function AddressChoice({ label, ready, offered, domain, choice }: Props) {
  const { chosen, setChoice, other, setOther } = choice;
  return (
    <>
      <Radio.Group
        label={label}
        description={!ready ? t("create.typeName") : offered.length > 0 ? t("create.proposed") : t("create.noProposal")}
        value={chosen ?? ""}
        onChange={setChoice}
      >
        <Stack gap={6} mt={6}>
          {offered.map((local) => (
            <Radio key={local} value={local} label={`${local}@${domain}`} />
          ))}
          {ready && offered.length > 0 && <Radio value={OTHER} label={t("create.other")} />}
        </Stack>
      </Radio.Group>
      {ready && chosen === OTHER && (
        <TextInput
          aria-label={t("create.other")}
          description={t("create.otherHint")}
          value={other}
          onChange={(e) => setOther(e.currentTarget.value)}
          rightSection={
            <Text size="sm" c="var(--ink-2)">
              @{domain}
            </Text>
          }
          rightSectionWidth={`${domain.length * 0.55 + 1.5}rem`}
        />
      )}
    </>
  );
}
