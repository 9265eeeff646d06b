import { Alert, Button } from "@mantine/core";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../i18n/t.ts";

/** Says that something could not be read, and offers to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Alert color="red" variant="light" role="alert" mb="md">
      {errorText(error)}{" "}
      <Button size="compact-sm" variant="subtle" onClick={onRetry}>
        {t("app.retry")}
      </Button>
    </Alert>
  );
}
