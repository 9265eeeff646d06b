import type { HeldLetter } from "@congthu/shared/api/groups";
import { formatTime } from "@congthu/shared/dates";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState } from "react";
import { callApi } from "../../data/api-client.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import css from "./SettingsPage.module.css";

type Props = { items: readonly HeldLetter[]; onDecided: () => void };

/** Letters to groups that wait for this person: let go, or given back with a reason. */
export function HeldLetters({ items, onDecided }: Props) {
  const decide = (letter: HeldLetter, body: { act: "release" | "reject"; reason?: string }) =>
    callApi<null>("POST", `/api/moderation/${encodeURIComponent(letter.id)}`, { body }).then(() => {
      toast(body.act === "release" ? t("held.released", { name: letter.groupName }) : t("held.rejected"));
      onDecided();
    }, toastError);
  if (items.length === 0) return <Text role="status">{t("held.none")}</Text>;
  return (
    <Stack gap="lg" className={css.narrow ?? ""}>
      {items.map((letter) => (
        <article key={letter.id} aria-label={letter.subject}>
          <Text fw={600}>{letter.subject || t("held.noSubject")}</Text>
          <Text size="sm" c="var(--ink-2)">
            {t("held.about", {
              from: letter.from || t("held.system"),
              name: letter.groupName,
              n: formatCount(letter.reach),
              when: formatTime(letter.at),
            })}
          </Text>
          <Text size="sm" my={6} lineClamp={4}>
            {letter.preview}
          </Text>
          <Group gap="xs">
            <Button size="compact-md" onClick={() => void decide(letter, { act: "release" })}>
              {t("held.release")}
            </Button>
            <Button
              size="compact-md"
              variant="light"
              color="red"
              onClick={() =>
                modals.open({
                  title: t("held.reject"),
                  centered: true,
                  closeButtonProps: { "aria-label": t("app.close") },
                  children: <Reject onReject={(reason) => decide(letter, { act: "reject", reason })} />,
                })
              }
            >
              {t("held.reject")}
            </Button>
          </Group>
        </article>
      ))}
    </Stack>
  );
}

function Reject({ onReject }: { onReject: (reason: string) => Promise<void> }) {
  const [reason, setReason] = useState("");
  return (
    <Stack>
      <Textarea
        label={t("held.reason")}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
        maxLength={300}
        autosize
        minRows={2}
        data-autofocus
      />
      <Group justify="flex-end">
        <Button
          color="red"
          disabled={reason.trim() === ""}
          onClick={() => {
            modals.closeAll();
            void onReject(reason.trim());
          }}
        >
          {t("held.reject")}
        </Button>
      </Group>
    </Stack>
  );
}
