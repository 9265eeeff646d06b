import { Button, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";

type Props = {
  from: number;
  to: number;
  total: number;
  exact: boolean;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
};

/** Where in a long list one is, and the ways on. */
export function Pager({ from, to, total, exact, onPrevious, onNext }: Props) {
  const holes = { from: formatCount(from), to: formatCount(to) };
  return (
    <Group justify="space-between" gap="sm" p="xs" style={{ borderTop: "1px solid var(--line)" }}>
      <Text size="sm" c="var(--ink-2)" role="status">
        {exact
          ? t("table.range", { ...holes, total: formatCount(total) })
          : t("table.rangeMore", { ...holes, total: formatCount(total - 1) })}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconChevronLeft size={16} />}
          disabled={!onPrevious}
          onClick={onPrevious}
        >
          {t("table.previous")}
        </Button>
        <Button
          variant="default"
          size="compact-md"
          rightSection={<IconChevronRight size={16} />}
          disabled={!onNext}
          onClick={onNext}
        >
          {t("table.next")}
        </Button>
      </Group>
    </Group>
  );
}
