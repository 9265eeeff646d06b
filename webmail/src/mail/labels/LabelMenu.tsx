import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconPlus, IconTag } from "@tabler/icons-react";
import type { CachedEmail } from "../../data/cache.ts";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import { MenuChoice } from "../../ui/MenuChoice.tsx";
import { useDesk } from "../desk-context.ts";
import { preferencesStore } from "../preferences.ts";
import { LabelDot } from "./LabelTag.tsx";
import { makeLabel } from "./label-acts.tsx";

/** Gives labels to letters and takes them away; a label that only some of them have is given to all. */
export function LabelMenu({ letters }: { letters: readonly CachedEmail[] }) {
  const { perform } = useDesk();
  const labels = useStore(preferencesStore, (p) => p.labels);
  const give = (keyword: string, on: boolean) => perform({ do: "keyword", keyword, on, letters });
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={t("labels.give")}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("labels.give")}>
            <IconTag size={20} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("labels.title")}</Menu.Label>
        {labels.map(({ keyword, name, color }) => {
          const has = letters.every((letter) => letter.keywords[keyword]);
          return (
            <MenuChoice
              key={keyword}
              kind="checkbox"
              checked={has}
              sign={<LabelDot color={color} />}
              onChoose={() => give(keyword, !has)}
            >
              {name}
            </MenuChoice>
          );
        })}
        {labels.length > 0 && <Menu.Divider />}
        <Menu.Item
          closeMenuOnClick
          leftSection={<IconPlus size={16} />}
          onClick={() => makeLabel((label) => give(label.keyword, true))}
        >
          {t("labels.create")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
