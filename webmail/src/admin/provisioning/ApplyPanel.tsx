import type { PlannedStep } from "@congthu/shared/api/directory-file";
import { Alert, Button, FileInput, Group, Stack, Text } from "@mantine/core";
import { IconFileCode, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { errorText } from "../../i18n/errors.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { Sheet } from "../ui/Page.tsx";
import { applyDirectory } from "./api.ts";
import { PlanSteps } from "./PlanSteps.tsx";

/** A file that says what the whole directory shall be: its differences from what is, then one act that makes it so. */
export function ApplyPanel() {
  const [plan, setPlan] = useState<{ file: unknown; steps: PlannedStep[]; isDone: boolean }>();
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const work = async (run: () => Promise<void>) => {
    setBusy(true);
    setRefusal("");
    try {
      await run();
    } catch (error) {
      setRefusal(error instanceof SyntaxError ? t("apply.notJson") : errorText(error));
    }
    setBusy(false);
  };
  const check = (chosen: File | null) => {
    setPlan(undefined);
    if (!chosen) return;
    void work(async () => {
      const file: unknown = JSON.parse(await chosen.text());
      setPlan({ file, steps: (await applyDirectory({ file, planOnly: true })).steps, isDone: false });
    });
  };
  const apply = (now: { file: unknown; steps: PlannedStep[] }) =>
    void work(async () => {
      const { steps } = await applyDirectory({ file: now.file, planOnly: false, planned: now.steps.length });
      setPlan({ file: now.file, steps, isDone: true });
    });
  return (
    <Sheet title={t("apply.title")}>
      <Stack gap="md">
        <Text size="sm" c="var(--ink-2)">
          {t("apply.hint")}
        </Text>
        <FileInput
          label={t("apply.file")}
          placeholder={t("imports.choose")}
          accept=".json,application/json"
          onChange={check}
          leftSection={<IconFileCode size={17} />}
          maw="28rem"
        />
        {refusal && (
          <Alert color="red" variant="light" role="alert">
            {refusal}
          </Alert>
        )}
        {plan && (
          <Text role="status" fw={600}>
            {plan.isDone
              ? t("apply.done", { n: formatCount(plan.steps.length) })
              : plan.steps.length === 0
                ? t("apply.same")
                : t("apply.differs", { n: formatCount(plan.steps.length) })}
          </Text>
        )}
        {plan && !plan.isDone && plan.steps.length > 0 && (
          <Group>
            <Button leftSection={<IconPlayerPlay size={17} />} loading={busy} onClick={() => apply(plan)}>
              {t("apply.run", { n: formatCount(plan.steps.length) })}
            </Button>
          </Group>
        )}
        {plan && plan.steps.length > 0 && <PlanSteps steps={plan.steps} />}
      </Stack>
    </Sheet>
  );
}
