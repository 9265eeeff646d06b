import type { AccountDetail } from "@congthu/shared/api/accounts";
import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import { holdAccount } from "../provisioning/api.ts";
import { FormDialog } from "../ui/FormDialog.tsx";

type Props = {
  account: AccountDetail;
  /** Why it is held now; "" when it is not. */
  hold: string;
  onClose: () => void;
  onDone: (account: AccountDetail) => void;
};

/** Keeps the mail of an account from being deleted, whatever becomes of the account; or lets go of it. */
export function HoldAccount({ account, hold, onClose, onDone }: Props) {
  const [why, setWhy] = useState("");
  const lifts = hold !== "";
  const submit = async () => {
    const changed = await holdAccount(account.id, lifts ? "" : why.trim());
    toast(t(lifts ? "hold.lifted" : "hold.set", { name: account.name }));
    onDone(changed);
  };
  return (
    <FormDialog
      title={t(lifts ? "hold.lift" : "hold.title")}
      submit={t(lifts ? "hold.lift" : "hold.title")}
      danger={lifts}
      disabled={!lifts && why.trim() === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{lifts ? t("hold.liftHint", { why: hold }) : t("hold.hint")}</Text>
      {!lifts && (
        <Textarea
          label={t("hold.why")}
          description={t("hold.whyHint")}
          rows={2}
          value={why}
          onChange={(e) => setWhy(e.currentTarget.value)}
          data-autofocus
        />
      )}
    </FormDialog>
  );
}
