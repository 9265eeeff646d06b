import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { Button, Group, List } from "@mantine/core";
import { modals } from "@mantine/modals";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import type { Objection } from "./guard.ts";

/** Shows what speaks against sending; true when the person insists. What stops a letter cannot be insisted on. */
export function insists(objections: readonly Objection[]): Promise<boolean> {
  const stopped = objections.some((o) => o.stops);
  const shown = stopped ? objections.filter((o) => o.stops) : objections;
  return new Promise((resolve) => {
    let answer = false;
    const id = modals.open({
      title: t("guard.title"),
      centered: true,
      closeButtonProps: { "aria-label": t("app.close") },
      onClose: () => resolve(answer),
      children: (
        <>
          <List spacing="xs" size="sm" role="alert">
            {shown.map((objection) => (
              <List.Item key={objection.is}>{objectionText(objection)}</List.Item>
            ))}
          </List>
          <Group justify="flex-end" mt="lg">
            <Button variant={stopped ? "filled" : "default"} data-autofocus onClick={() => modals.close(id)}>
              {t("guard.goBack")}
            </Button>
            {!stopped && (
              <Button
                onClick={() => {
                  answer = true;
                  modals.close(id);
                }}
              >
                {t("guard.sendAnyway")}
              </Button>
            )}
          </Group>
        </>
      ),
    });
  });
}

function objectionText(objection: Objection): string {
  switch (objection.is) {
    case "badRecipient":
    case "outside":
      return t(`guard.${objection.is}`, { list: emails(objection.list) });
    case "forgottenFile":
      return t("guard.forgottenFile", { word: objection.word });
    case "many":
      return t("guard.many", { n: formatCount(objection.count) });
    default:
      return t(`guard.${objection.is}`);
  }
}

function emails(list: readonly EmailAddress[]): string {
  return list.map((r) => r.email).join(", ");
}
