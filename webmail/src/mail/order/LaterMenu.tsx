import { ActionIcon, Menu } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import type { CachedEmail } from "../../data/cache.ts";
import { fullDate } from "../../i18n/dates.ts";
import { o } from "../../i18n/order-words.ts";
import { toast } from "../../ui/toast.tsx";
import type { Desk } from "../desk.ts";
import { useDesk, usePlace } from "../desk-context.ts";
import { putAside, remind } from "./later-acts.ts";
import { inDays, laterTimes } from "./times.ts";

const REMIND_DAYS = [1, 3, 5, 10];

/** Puts letters off, or asks to be reminded of one that nobody answers. */
export function LaterMenu({ letters, letter }: { letters: readonly CachedEmail[]; letter: CachedEmail | undefined }) {
  const desk: Desk = useDesk();
  const { account } = usePlace();
  if (account.isReadOnly) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={o("later.menu")} title={o("later.menu")}>
          <IconClockPause size={20} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{o("later.snooze")}</Menu.Label>
        {laterTimes(Date.now()).map(({ when, at }) => (
          <Menu.Item key={when} onClick={() => void putAside(desk, account, letters, at)}>
            {o(`later.${when}`)}
          </Menu.Item>
        ))}
        {letter && (
          <>
            <Menu.Divider />
            <Menu.Label>{o("later.remind")}</Menu.Label>
            {REMIND_DAYS.map((days) => {
              const at = inDays(Date.now(), days);
              const told = () => toast(o("later.reminded", { at: fullDate(new Date(at).toISOString()) }));
              return (
                <Menu.Item key={days} onClick={() => void remind(account, letter, at).then((done) => done && told())}>
                  {o("later.days", { n: days })}
                </Menu.Item>
              );
            })}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
