import type { RequestState } from "@congthu/shared/account-life";
import type { RequestEntry } from "@congthu/shared/api/provisioning";
import { formatDay } from "@congthu/shared/dates";
import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { useState } from "react";
import { toast, toastError } from "../../ui/toast.tsx";
import { OneTimePassword } from "../accounts/OneTimePassword.tsx";
import { tableFileUrl } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { Choice } from "../ui/Choice.tsx";
import { ExportMenu } from "../ui/ExportMenu.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { carryOutRequest, decideRequest, type Given, listRequests } from "./api.ts";
import { RefuseRequest, SubmitRequest } from "./request-dialogs.tsx";

const STATES = ["requested", "approved", "done", "refused"] as const satisfies readonly RequestState[];

/** Requests by state, those past their day marked; the operator decides and carries out, agencies ask. */
export function RequestsPanel({ agencyId }: { agencyId: string | null }) {
  const { can } = useConsole();
  const [state, setState] = useState<RequestState>("requested");
  const [asking, setAsking] = useState(false);
  const [refusing, setRefusing] = useState<RequestEntry>();
  const [given, setGiven] = useState<Given>();
  const page = useLoad(`${agencyId} ${state}`, () => listRequests({ agencyId: agencyId ?? undefined, state }));
  const act = (work: Promise<unknown>, told: string) =>
    void work.then(() => {
      toast(told);
      page.reload();
    }, toastError);
  const carryOut = (id: string) =>
    void carryOutRequest(id).then((done) => {
      page.reload();
      if (done.oneTimePassword === null) toast(t("requests.done"));
      else setGiven(done);
    }, toastError);
  const items = page.value?.items ?? [];
  return (
    <Sheet
      title={t("requests.title")}
      actions={
        <Group gap="sm">
          <ExportMenu
            urlOf={(format) => tableFileUrl("requests", { agencyId: agencyId ?? undefined, state, format })}
          />
          {can("request.submit") && (
            <Button leftSection={<IconFileText size={18} />} onClick={() => setAsking(true)}>
              {t("requests.submit")}
            </Button>
          )}
        </Group>
      }
    >
      <Choice
        label={t("requests.state")}
        value={state}
        onChange={setState}
        options={STATES.map((value) => ({ value, label: t(`requests.state.${value}`) }))}
      />
      {page.error !== undefined && <Failure error={page.error} onRetry={page.reload} />}
      {page.value && items.length === 0 && (
        <Text p="lg" ta="center" c="var(--ink-2)" role="status">
          {t("requests.none")}
        </Text>
      )}
      <Stack gap={0} mt="sm" component="ul" p={0} style={{ listStyle: "none" }}>
        {items.map((request) => (
          <RequestItem key={request.id} request={request}>
            {can("request.decide") && request.state === "requested" && (
              <Button
                size="xs"
                onClick={() => act(decideRequest(request.id, { act: "approve", answer: "" }), t("requests.approved"))}
              >
                {t("requests.approve")}
              </Button>
            )}
            {can("request.decide") && request.state === "approved" && (
              <Button size="xs" onClick={() => carryOut(request.id)}>
                {t("requests.carryOut")}
              </Button>
            )}
            {can("request.decide") && (request.state === "requested" || request.state === "approved") && (
              <Button size="xs" variant="default" onClick={() => setRefusing(request)}>
                {t("requests.refuse")}
              </Button>
            )}
          </RequestItem>
        ))}
      </Stack>
      {asking && (
        <SubmitRequest
          agencyId={agencyId}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            setState("requested");
            page.reload();
          }}
        />
      )}
      {refusing && (
        <RefuseRequest
          request={refusing}
          onClose={() => setRefusing(undefined)}
          onDone={() => {
            setRefusing(undefined);
            page.reload();
          }}
        />
      )}
      {given?.oneTimePassword && (
        <OneTimePassword
          name={given.account.name}
          address={given.account.address}
          password={given.oneTimePassword}
          onClose={() => setGiven(undefined)}
        />
      )}
    </Sheet>
  );
}

function RequestItem({ request, children }: { request: RequestEntry; children: React.ReactNode }) {
  const who = request.account?.name ?? request.wish.fullName ?? "";
  const paper = [request.document, request.documentDay ? formatDay(request.documentDay) : ""].filter((x) => x !== "");
  return (
    <Group
      component="li"
      justify="space-between"
      align="flex-start"
      py="sm"
      style={{ borderTop: "1px solid var(--line)" }}
    >
      <div style={{ minWidth: 0, flex: "1 1 16rem" }}>
        <Text fw={600}>
          {t(`requests.kind.${request.kind}`)} · {who}
        </Text>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {[request.account?.address ?? "", request.wish.title ?? "", request.agency.name]
            .filter((x) => x !== "")
            .join(" · ")}
        </Text>
        <Text size="sm" c="var(--ink-2)">
          {[t(`reason.${request.reason}`), ...paper, request.requester ?? "", request.note]
            .filter((x) => x !== "")
            .join(" · ")}
        </Text>
        {request.answer && <Text size="sm">{t("requests.answer", { text: request.answer })}</Text>}
        <Group gap="xs" mt={4}>
          <Badge variant="light" color={request.overdue ? "red" : "gray"} tt="none">
            {request.overdue
              ? t("requests.overdue", { day: formatDay(request.dueDay) })
              : t("requests.due", { day: formatDay(request.dueDay) })}
          </Badge>
          <Text size="sm" c="var(--ink-2)">
            {t("requests.sent", { day: formatDay(request.requestedAt) })}
          </Text>
        </Group>
      </div>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
