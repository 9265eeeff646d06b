import { Button, Stack, Text, Title } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { t } from "../i18n/t.ts";

type Props = { children: ReactNode };

/** Instead of an empty page when a screen throws. React asks for a class here. */
export class CrashScreen extends Component<Props, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <Stack align="center" justify="center" h="100%" p="lg" ta="center" role="alert">
        <Title order={1} size="h3">
          {t("app.crashed")}
        </Title>
        <Text>{t("app.crashedHint")}</Text>
        <Button onClick={() => location.reload()}>{t("app.reload")}</Button>
      </Stack>
    );
  }
}
