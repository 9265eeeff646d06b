import type { SecurityReply } from "@congthu/shared/api/security";
import { Alert, Button, Loader } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { errorText } from "../../../i18n/errors.ts";
import { t } from "../../../i18n/t.ts";
import { readSecurity } from "../../../session/security-api.ts";
import { useConfirmed } from "../../../session/use-confirmed.tsx";
import { AppPasswords } from "./AppPasswords.tsx";
import { Factors } from "./Factors.tsx";
import { Sessions } from "./Sessions.tsx";
import { SignIns } from "./SignIns.tsx";

/** Two-step sign-in, app passwords, where one is signed in, and who has tried. */
export function SecurityTab() {
  const [security, setSecurity] = useState<SecurityReply>();
  const [failure, setFailure] = useState("");
  const { guard, dialog } = useConfirmed();
  const reload = useCallback(async () => {
    setFailure("");
    await readSecurity().then(setSecurity, (error: unknown) => setFailure(errorText(error)));
  }, []);
  useEffect(() => {
    void reload();
  }, [reload]);
  if (failure)
    return (
      <Alert color="red" role="alert" variant="light">
        {failure} <Button onClick={() => void reload()}>{t("app.retry")}</Button>
      </Alert>
    );
  if (!security) return <Loader />;
  const part = { security, guard, reload };
  return (
    <>
      {dialog}
      <Factors {...part} />
      <AppPasswords {...part} />
      <Sessions {...part} />
      <SignIns />
    </>
  );
}
