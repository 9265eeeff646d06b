import { formatTime, localDay } from "@congthu/shared/dates";
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconClock } from "@tabler/icons-react";
import { useState } from "react";
import { dayName } from "../../i18n/dates.ts";
import { t } from "../../i18n/t.ts";
import { daysAhead, instantOf, suggestedHours } from "./schedule.ts";

/** Asks when a letter should leave; null when the person thinks better of it. Epoch milliseconds. */
export function askHour(): Promise<number | null> {
  return new Promise((resolve) => {
    let answer: number | null = null;
    const id = modals.open({
      title: t("schedule.title"),
      centered: true,
      closeButtonProps: { "aria-label": t("app.close") },
      onClose: () => resolve(answer),
      children: (
        <HourForm
          onChosen={(at) => {
            answer = at;
            modals.close(id);
          }}
        />
      ),
    });
  });
}

function HourForm({ onChosen }: { onChosen: (at: number) => void }) {
  const [now] = useState(Date.now);
  const [first] = suggestedHours(now);
  const [day, setDay] = useState(localDay(first?.at ?? now + 86_400_000));
  const [time, setTime] = useState(first ? formatTime(first.at).slice(-5) : "07:30");
  const [wrong, setWrong] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const at = instantOf({ day, time }, Date.now());
        if (at === null) setWrong(true);
        else onChosen(at);
      }}
    >
      <Stack gap="xs">
        {suggestedHours(now).map(({ name, at }) => (
          <Button
            key={name}
            variant="default"
            justify="space-between"
            styles={{ label: { flex: 1 } }}
            leftSection={<IconClock size={18} />}
            rightSection={<Text size="sm">{formatTime(at)}</Text>}
            onClick={() => onChosen(at)}
          >
            {t(`schedule.${name}`)}
          </Button>
        ))}
        <Group grow align="flex-start" mt="xs">
          <NativeSelect
            label={t("schedule.day")}
            value={day}
            data={daysAhead(now).map((value) => ({ value, label: dayName(value) }))}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <TextInput
            label={t("schedule.time")}
            value={time}
            autoComplete="off"
            error={wrong && t("schedule.wrong")}
            onChange={(event) => {
              setTime(event.currentTarget.value);
              setWrong(false);
            }}
          />
        </Group>
        <Text size="sm" c="var(--ink-2)">
          {t("schedule.hint")}
        </Text>
        <Group justify="flex-end" mt="xs">
          <Button type="submit">{t("schedule.confirm")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
