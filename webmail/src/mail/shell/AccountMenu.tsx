import { Menu, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import {
  IconHelpCircle,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSettings,
  IconShieldCog,
  IconSun,
} from "@tabler/icons-react";
import { languageStore } from "../../i18n/i18n.ts";
import { savePreferredLanguage } from "../../i18n/preferred-language.ts";
import { t } from "../../i18n/t.ts";
import { signOut } from "../../session/session.ts";
import { PersonSign } from "../../ui/PersonSign.tsx";
import { useDesk } from "../desk-context.ts";
import { useMail } from "../mail-context.ts";
import css from "./AccountMenu.module.css";

/** Who is signed in, and what they can do about it. */
export function AccountMenu() {
  const { session } = useMail();
  const { perform } = useDesk();
  const scheme = useComputedColorScheme("light");
  const { setColorScheme } = useMantineColorScheme();
  const { name, address } = session.account;
  const other = languageStore.get() === "vi" ? "en" : "vi";
  return (
    <Menu position="bottom-end" width={280} withArrow>
      <Menu.Target>
        <UnstyledButton className={css.button ?? ""} aria-label={t("shell.menu", { name })}>
          <PersonSign person={{ name, email: address }} size={32} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={css.who}>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="var(--ink-2)" className={css.address ?? ""}>
            {address}
          </Text>
        </div>
        <Menu.Divider />
        {session.roles.length > 0 && (
          <Menu.Item component="a" href="/admin" leftSection={<IconShieldCog size={18} />}>
            {t("shell.admin")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconSettings size={18} />} onClick={() => perform({ do: "settings" })}>
          {t("act.settings")}
        </Menu.Item>
        <Menu.Item
          leftSection={scheme === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
          onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
        >
          {scheme === "dark" ? t("settings.light") : t("settings.dark")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLanguage size={18} />}
          lang={other}
          onClick={() => void savePreferredLanguage(other)}
        >
          {t(`language.${other}`)}
        </Menu.Item>
        <Menu.Item leftSection={<IconHelpCircle size={18} />} onClick={() => perform({ do: "help" })}>
          {t("act.help")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void signOut()}>
          {t("signout.action")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
