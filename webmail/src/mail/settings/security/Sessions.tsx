import type { SessionEntry } from "@congthu/shared/api/security";
import { formatTime } from "@congthu/shared/dates";
import { Badge, Button } from "@mantine/core";
import { t } from "../../../i18n/t.ts";
import { endSessions } from "../../../session/security-api.ts";
import { toast, toastError } from "../../../ui/toast.tsx";
import { deviceOf } from "./device.ts";
import { type PartProps, Section } from "./Section.tsx";
import css from "./Security.module.css";

/** Where the person is signed in now. */
export function Sessions({ security, reload }: PartProps) {
  const end = (id?: string) =>
    endSessions(id).then(() => {
      toast(t("security.sessions.ended"));
      return reload();
    }, toastError);
  return (
    <Section title={t("security.sessions")}>
      <ul className={css.list}>
        {security.sessions.map((s) => (
          <li key={s.id}>
            <div>
              <p>
                {deviceWords(s.agent)} {s.isCurrent && <Badge variant="light">{t("security.sessions.current")}</Badge>}
              </p>
              <p className={css.minor}>
                {s.ip} · {t("security.sessions.seen", { at: formatTime(s.seenAt) })}
              </p>
            </div>
            {!s.isCurrent && <EndButton session={s} onEnd={() => void end(s.id)} />}
          </li>
        ))}
      </ul>
      <Button variant="light" onClick={() => void end()}>
        {t("security.sessions.endOthers")}
      </Button>
    </Section>
  );
}

function EndButton({ session, onEnd }: { session: SessionEntry; onEnd: () => void }) {
  return (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      aria-label={t("security.sessions.endOf", { device: deviceWords(session.agent) })}
      onClick={onEnd}
    >
      {t("security.sessions.end")}
    </Button>
  );
}

/** "Chrome trên Windows", or that it is not known. */
export function deviceWords(agent: string): string {
  const device = deviceOf(agent);
  return device ? t("security.device", device) : t("security.device.unknown");
}
