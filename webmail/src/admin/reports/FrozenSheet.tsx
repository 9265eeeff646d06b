import "@mantine/core/styles/Switch.css";
import type { FrozenReportView, Verification } from "@congthu/shared/api/report-periods";
import { formatDay, formatTime } from "@congthu/shared/dates";
import { Alert, Anchor, Button, Modal, Skeleton, Switch, Text, Textarea } from "@mantine/core";
import { IconMail, IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { toast, toastError } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import {
  frozenFileUrl,
  listFrozenReports,
  mailFrozenReport,
  openCsvUrl,
  openDataUrl,
  openFrozenReport,
  openReportUrl,
  verifyFrozenReport,
} from "../reports-api.ts";
import { Failure } from "../ui/Failure.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { DownloadMenu } from "./DownloadMenu.tsx";
import css from "./Reports.module.css";

/** Reports kept as they were: download, check, mail, open as data. `round` changes when there may be a new one. */
export function FrozenSheet({ round }: { round: number }) {
  const { value, error, reload } = useLoad(`frozen ${round}`, listFrozenReports);
  const [mailing, setMailing] = useState<FrozenReportView>();
  const [checked, setChecked] = useState<{ report: FrozenReportView; result: Verification }>();
  const verify = (report: FrozenReportView) =>
    verifyFrozenReport(report.id).then((result) => setChecked({ report, result }), toastError);
  const open = (report: FrozenReportView, isOpen: boolean) =>
    openFrozenReport(report.id, isOpen).then(reload, toastError);
  return (
    <Sheet title={t("frozen.title")} actions={<Anchor href={openDataUrl()}>{t("frozen.openData")}</Anchor>}>
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!value && error === undefined && <Skeleton height={120} animate={false} />}
      {value && value.items.length === 0 && <Text c="var(--ink-2)">{t("frozen.none")}</Text>}
      {value && value.items.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table} aria-label={t("frozen.title")}>
            <thead>
              <tr>
                <th scope="col">{t("reports.window")}</th>
                <th scope="col">{t("usage.column.agency")}</th>
                <th scope="col">{t("frozen.at")}</th>
                <th scope="col">{t("frozen.hash")}</th>
                <th scope="col">{t("frozen.open")}</th>
                <th scope="col">{t("reports.acts")}</th>
              </tr>
            </thead>
            <tbody>
              {value.items.map((report) => (
                <tr key={report.id}>
                  <th scope="row">
                    {formatDay(report.from)} – {formatDay(report.to)}
                  </th>
                  <td data-label={t("usage.column.agency")}>{report.agencyName}</td>
                  <td data-label={t("frozen.at")}>
                    {formatTime(report.frozenAt)}
                    {report.mailedAt && (
                      <Text size="xs">{t("frozen.mailedOn", { day: formatDay(report.mailedAt) })}</Text>
                    )}
                  </td>
                  <td data-label={t("frozen.hash")}>
                    <span className={css.hash} title={report.hash}>
                      {report.hash.slice(0, 12)}…
                    </span>
                  </td>
                  <td data-label={t("frozen.open")}>
                    <Switch
                      aria-label={t("frozen.openThis", { from: formatDay(report.from), to: formatDay(report.to) })}
                      checked={report.isOpen}
                      disabled={!report.mayManage}
                      onChange={(e) => open(report, e.currentTarget.checked)}
                    />
                    {report.isOpen && (
                      <>
                        <Anchor href={openReportUrl(report.id)} size="sm">
                          JSON
                        </Anchor>{" "}
                        <Anchor href={openCsvUrl(report.id)} download size="sm">
                          CSV
                        </Anchor>
                      </>
                    )}
                  </td>
                  <td>
                    <div className={css.acts}>
                      <DownloadMenu urlOf={(format) => frozenFileUrl(report.id, format)} />
                      <Button
                        variant="default"
                        leftSection={<IconShieldCheck size={17} />}
                        onClick={() => void verify(report)}
                      >
                        {t("frozen.verify")}
                      </Button>
                      {report.mayManage && (
                        <Button
                          variant="default"
                          leftSection={<IconMail size={17} />}
                          onClick={() => setMailing(report)}
                        >
                          {t("frozen.mail")}
                        </Button>
                      )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mailing && <MailDialog report={mailing} onClose={() => setMailing(undefined)} onDone={reload} />}
      {checked && <Verdict {...checked} onClose={() => setChecked(undefined)} />}
    </Sheet>
  );
}

type MailProps = { report: FrozenReportView; onClose: () => void; onDone: () => void };

function MailDialog({ report, onClose, onDone }: MailProps) {
  const [text, setText] = useState("");
  const to = text.split(/[\s,;]+/).filter((part) => part !== "");
  const isBad = to.some((address) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address));
  return (
    <FormDialog
      title={t("frozen.mail")}
      submit={t("frozen.mailDo")}
      disabled={to.length === 0 || isBad}
      onClose={onClose}
      onSubmit={async () => {
        await mailFrozenReport(report.id, to);
        toast(t("frozen.mailed", { n: to.length }));
        onClose();
        onDone();
      }}
    >
      <Textarea
        label={t("frozen.mailTo")}
        description={t("frozen.mailHint")}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        autosize
        minRows={2}
        error={isBad && t("frozen.badAddress")}
        data-autofocus
      />
    </FormDialog>
  );
}

type VerdictProps = { report: FrozenReportView; result: Verification; onClose: () => void };

function Verdict({ report, result, onClose }: VerdictProps) {
  const same = result.differences.length === 0;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("frozen.verdict")}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <Alert color={result.hashMatches ? "teal" : "red"} variant="light" mb="sm">
        {t(result.hashMatches ? "frozen.hashFits" : "frozen.hashBroken")}
        <div className={css.hash} style={{ overflowWrap: "anywhere" }}>
          {report.hash}
        </div>
      </Alert>
      <Text mb="sm">{t(same ? "frozen.sameFigures" : "frozen.otherFigures", { n: result.differences.length })}</Text>
      {!same && (
        <div className={css.scroll}>
          <table className={css.table} aria-label={t("frozen.verdict")}>
            <thead>
              <tr>
                <th scope="col">{t("usage.column.agency")}</th>
                <th scope="col">{t("frozen.figure")}</th>
                <th scope="col">{t("frozen.then")}</th>
                <th scope="col">{t("frozen.now")}</th>
              </tr>
            </thead>
            <tbody>
              {result.differences.slice(0, 50).map((d) => (
                <tr key={`${d.where} ${d.figure}`}>
                  <th scope="row">{d.where}</th>
                  <td data-label={t("frozen.figure")}>{d.figure}</td>
                  <td data-label={t("frozen.then")}>{d.frozen}</td>
                  <td data-label={t("frozen.now")}>{d.now}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Modal>
  );
}
